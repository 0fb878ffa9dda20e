"""Files of frames: what is read, and the sentence for what cannot be."""

from __future__ import annotations

import gzip

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from made_frames import as_text, copper_frames

from mi_core.errors import InputError
from mi_core.potentials.frames.frame import Frame, Refused
from mi_core.potentials.frames.reading import read_file, read_frames
from mi_core.structures.source import Source

CELL = 'Lattice="5 0 0 0 5 0 0 0 5"'
FORCES = "Properties=species:S:1:pos:R:3:forces:R:3"
GOOD = f"1\n{CELL} energy=-1.5 {FORCES}\nCu 0 0 0 0.1 0.2 0.3\n"


def read(text: str | bytes, *, labelled: bool = True):
    return read_frames(Source("a.xyz", text.encode() if isinstance(text, str) else text), labelled=labelled)


def only(text: str, *, labelled: bool = True):
    (frame,) = read(text, labelled=labelled)
    return frame


@pytest.fixture(scope="module")
def made():
    return copper_frames(3)


def test_frames_come_back_as_they_were_written(made):
    for frame, again in zip(made, read(as_text(made)), strict=True):
        assert isinstance(again, Frame)
        assert again.energy == pytest.approx(frame.energy)
        np.testing.assert_allclose(again.forces, frame.forces, atol=1e-7)
        np.testing.assert_allclose(again.atoms.positions, frame.atoms.positions, atol=1e-7)
        np.testing.assert_allclose(again.atoms.cell.array, frame.atoms.cell.array)
        assert again.group == "made"
        assert again.atoms.calc is None
    assert [frame.id for frame in read(as_text(made))] == ["a.xyz 1", "a.xyz 2", "a.xyz 3"]


def test_a_gzipped_file_is_unpacked(made, tmp_path):
    path = tmp_path / "a.extxyz.gz"
    path.write_bytes(gzip.compress(as_text(made).encode()))
    frames = read_frames(path, labelled=True)
    assert [frame.id for frame in frames] == ["a.extxyz 1", "a.extxyz 2", "a.extxyz 3"]


@pytest.mark.parametrize("key", ["energy", "Energy", "REF_energy", "dft_energy", "free_energy", "E0"])
@pytest.mark.parametrize("column", ["forces", "force", "REF_forces", "dft_forces", "f"])
def test_names_as_people_write_them(key, column):
    frame = only(GOOD.replace("energy=", f"{key}=").replace("forces", column))
    assert frame.energy == pytest.approx(-1.5)
    np.testing.assert_allclose(frame.forces, [[0.1, 0.2, 0.3]])


def test_columns_in_another_order_and_case():
    text = f"1\n{CELL.lower()} energy=2 PROPERTIES=element:S:1:forces:R:3:Position:R:3\nCU1 9 8 7 1 2 3\n"
    frame = only(text)
    assert frame.atoms.get_chemical_symbols() == ["Cu"]
    np.testing.assert_allclose(frame.atoms.positions, [[1, 2, 3]])
    np.testing.assert_allclose(frame.forces, [[9, 8, 7]])


def test_the_reference_energy_is_used_and_said():
    text = GOOD.replace("energy=-1.5", "energy=-1.5 REF_energy=-2.5")
    read = read_file(Source("a.xyz", text.encode()), labelled=True)
    assert read.frames[0].energy == pytest.approx(-2.5)
    assert "REF_energy, which is used: energy" in read.remarks[0]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (GOOD.replace("energy=-1.5", ""), "no energy"),
        (GOOD.replace("energy=", "energy_per_atom="), "energy_per_atom is not understood"),
        (GOOD.replace("energy=-1.5", "energy=-1.5 units=kcal/mol"), "kcal/mol"),
        (GOOD.replace("-1.5", "nan"), "no finite number"),
        (GOOD.replace("-1.5", "inf"), "no finite number"),
        (GOOD.replace("-1.5", "low"), "no number"),
        (GOOD.replace("-1.5", "T"), "no number"),
        (GOOD.replace("energy=-1.5", "energy=-1.5 units=eV/atom"), "eV/atom"),
        (GOOD.replace(CELL, f'{CELL} pbc="yes"'), "pbc="),
        (f"1\n{CELL} energy=1\nCu 0 0 0\n", "no forces"),
        (GOOD.replace("0.3", "nan"), "force on atom 1"),
        (GOOD.replace("Cu 0 0 0", "Cu 0 nan 0"), "Atom 1 (Cu) has a position"),
        (GOOD.replace(CELL, ""), "no cell"),
        (GOOD.replace("5 0 0 0 5 0 0 0 5", "5 0 0 0 5 0 0 0"), "nine numbers"),
        (GOOD.replace("5 0 0 0 5 0 0 0 5", "5 0 0 5 0 0 0 0 5"), "flat"),
        (GOOD.replace("Cu 0", "X 0"), "no chemical element"),
        (GOOD.replace("Cu 0", "Zz 0"), "no chemical element"),
        (GOOD.replace("Cu 0", "D 0"), "isotope of hydrogen"),
        (GOOD.replace("1\n", "2\n", 1), "announces 2 atoms and 1 line follows"),
        (GOOD.replace(" 0.1 0.2 0.3", ""), "4 columns where the frame needs 7"),
        (GOOD.replace("1\n", "2\n", 1) + "Cu 0 0 0.1 0 0 0\n", "0.1 Å apart"),
        (
            GOOD.replace("1\n", "3\n", 1) + "Ag 0 0 2 0 0 0\nAu 0 2 0 0 0 0\n",
            "3 elements (Ag, Au, Cu)",
        ),
        (
            GOOD.replace("1\n", "2001\n", 1).replace("5 0 0 0 5 0 0 0 5", "9999 0 0 0 9 0 0 0 9")
            + "".join(f"Cu {i} 0 0 0 0 0\n" for i in range(1, 2001)),
            "2,001 atoms and at most 2,000",
        ),
    ],
)
def test_a_bad_frame_says_why_and_the_next_is_read(text, words):
    bad, good = read(text + GOOD)
    assert isinstance(bad, Refused)
    assert words in bad.error
    assert isinstance(good, Frame)


def test_a_frame_with_more_atoms_than_it_says_is_refused_and_the_next_keeps_its_number():
    bad, good = read(GOOD + "Cu 1 1 1 0 0 0\nCu 2 2 2 0 0 0\n" + GOOD)
    assert "announces 1 atom and 3 lines follow" in bad.error
    assert isinstance(good, Frame)
    assert good.id == "a.xyz 2"


def test_words_behind_a_frame_are_told_and_the_frame_is_read():
    first, odd, last = read(GOOD + "# end of the run\n" + GOOD)
    assert "Line 4" in odd.error
    assert isinstance(first, Frame)
    assert isinstance(last, Frame)


def test_atomic_numbers_beside_symbols_do_not_overrule_them():
    text = GOOD.replace("pos:R:3", "pos:R:3:numbers:I:1").replace("Cu 0 0 0", "Cu 0 0 0 14")
    assert only(text).atoms.get_chemical_symbols() == ["Cu"]


def test_types_of_columns_in_small_letters():
    np.testing.assert_allclose(only(GOOD.replace(":R:", ":r:")).forces, [[0.1, 0.2, 0.3]])


@pytest.mark.parametrize("pbc", ["f f f", '"F F F"', '"false false false"', "[F, F, F]", '"0 0 0"', "F"])
def test_a_cluster_however_it_is_written(pbc):
    text = GOOD.replace(
        CELL, f"{CELL} pbc={pbc}" if " " not in pbc or pbc[0] in '"[' else f'{CELL} pbc="{pbc}"'
    )
    assert not only(text).atoms.pbc.any()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (bytes(range(256)) * 4, "binary"),
        (b"data_CIF\n_cell 1\n", "no extended XYZ"),
    ],
)
def test_files_that_hold_no_frames(data, words):
    with pytest.raises(InputError, match=words):
        read(data)


def test_a_file_that_is_missing(tmp_path):
    with pytest.raises(InputError, match="cannot be opened"):
        read_frames(tmp_path / "none.xyz", labelled=True)


def test_a_cluster_does_not_repeat():
    frame = only(GOOD.replace(CELL, 'pbc="F F F"'))
    assert not frame.atoms.pbc.any()


def test_a_left_handed_cell_is_a_cell():
    assert isinstance(only(GOOD.replace("5 0 0 0 5 0 0 0 5", "-5 0 0 0 5 0 0 0 5")), Frame)


def test_labels_are_optional_when_asking():
    frame = only(f"1\n{CELL}\nCu 0 0 0\n", labelled=False)
    assert frame.energy is None
    assert frame.forces is None
    assert np.isnan(frame.energy_per_atom)


@given(st.text() | st.binary() | st.tuples(st.sampled_from([GOOD, "2\n" + CELL]), st.text()).map("".join))
@example('1\nLattice="1e400 0 0 0 5 0 0 0 5" energy=1\nCu 0 0 0\n')
@example("1\npbc=T\nCu 0 0 0\n")
@example(GOOD.replace("Properties=species:S:1", "Properties=species:S:-1"))
@example(GOOD.replace("energy=-1.5", "energy='1 2' pbc='a b'"))
def test_any_file_is_frames_or_a_sentence(data):
    try:
        frames = read(data, labelled=False)
    except InputError as error:
        assert str(error).endswith(".")  # noqa: PT017 - frames are as good
    else:
        assert all(isinstance(frame, Frame | Refused) for frame in frames)
