"""What a person gave to learn from or to ask about, as a whole."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made_frames import as_text, copper_frames

from mi_core.errors import InputError
from mi_core.potentials.frames.given import frames_to_ask, frames_to_learn
from mi_core.structures.source import Source


@pytest.fixture(scope="module")
def made():
    return copper_frames(22)


def source(frames: list, more: str = "") -> Source:
    return Source("made.extxyz", (as_text(frames) + more).encode())


def test_frames_to_learn(made):
    given = frames_to_learn(source(made, "1\nno cell\nCu 0 0 0\n"))
    assert len(given.frames) == 22
    assert [one.id for one in given.refused] == ["made.extxyz 23"]
    assert given.remarks == []


def test_repeated_frames_are_left_out_and_said(made):
    given = frames_to_learn(source([*made, made[3]]))
    assert len(given.frames) == 22
    assert "made.extxyz 23 repeats made.extxyz 4" in given.remarks[0]


def test_one_structure_with_two_energies_is_said(made):
    given = frames_to_learn(source([*made, replace(made[3], energy=made[3].energy + 0.1)]))
    assert len(given.frames) == 23
    assert "different energies or forces in made.extxyz 4 and made.extxyz 23" in given.remarks[0]


@pytest.mark.parametrize(
    ("n_frames", "words"), [(1, "one frame alone"), (5, "5 different frames can be used of 5 frames")]
)
def test_too_few(made, n_frames, words):
    with pytest.raises(InputError, match=words):
        frames_to_learn(source(made[:n_frames]))


def test_one_frame_many_times_is_one(made):
    with pytest.raises(InputError, match="1 different frame can be used of 30 frames"):
        frames_to_learn(source([made[0]] * 30))


def test_more_than_two_elements_together(made):
    gold = [replace(frame, atoms=frame.atoms.copy()) for frame in made[:2]]
    gold[0].atoms.symbols[:] = "Au"
    gold[1].atoms.symbols[:] = "Ag"
    with pytest.raises(InputError, match=r"3 elements together \(Ag, Au, Cu\)"):
        frames_to_learn(source([*made, *gold]))


def test_nothing_usable():
    text = "1\nno cell\nCu 0 0 0\n"
    with pytest.raises(InputError, match="The only frame cannot be used: The frame has no cell"):
        frames_to_ask(Source("a.xyz", text.encode()))
    with pytest.raises(
        InputError, match=r"None of the 2 frames can be used; the first, a\.xyz 1: The frame has no cell"
    ):
        frames_to_learn(Source("a.xyz", (text + text).encode()))


def test_frames_to_ask_need_no_labels():
    given = frames_to_ask(
        Source("a.xyz", b'1\nLattice="3 0 0 0 3 0 0 0 3"\nX 0 0 0\n1\npbc="F F F"\nCu 0 0 0\n')
    )
    assert len(given.frames) == len(given.refused) == 1
