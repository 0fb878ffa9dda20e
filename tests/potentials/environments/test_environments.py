"""Environments that are made: many kinds of them, kept and labelled."""

from __future__ import annotations

import numpy as np
import pytest

from mi_core.potentials.environments import making
from mi_core.potentials.environments.shipped import points_of, read_frames, write_frames


@pytest.fixture(scope="module")
def frames(learned):
    """Frames of copper as diamond, in the shortest dynamics."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (
            ("_SETTLE", 2),
            ("_APART", 1),
            ("_FRAMES", 1),
            ("_QUENCH", 20),
            ("SOLID", (300.0,)),
        ):
            patch.setattr(making, name, value)
        return making.make_frames("Cu", learned.potential)


def test_every_source_is_there(frames):
    sources = {one.source for one in frames}
    assert {
        "diamond",
        "lonsdaleite",
        "vacancy",
        "surface (111)",
        "liquid",
        "amorphous",
        "diamond, 300 K",
    } <= sources
    assert all(np.isfinite(one.atoms.positions).all() for one in frames)


def test_the_same_seed_makes_the_same(frames):
    again = list(making._phases("Cu", making.BOND, np.random.default_rng(0)))
    assert [one.source for one in again] == [one.source for one in frames[: len(again)]]
    assert all(np.allclose(a.atoms.positions, b.atoms.positions) for a, b in zip(again, frames, strict=False))


def test_kept_frames_come_back(frames, tmp_path):
    write_frames(frames, tmp_path / "frames.npz")
    back = read_frames(tmp_path / "frames.npz")
    assert [one.source for one in back] == [one.source for one in frames]
    for before, after in zip(frames, back, strict=True):
        assert after.atoms.positions == pytest.approx(before.atoms.positions, abs=1e-4)
        assert after.atoms.cell.array == pytest.approx(before.atoms.cell.array, abs=1e-4)
        assert set(after.atoms.symbols) == {"Cu"}


def test_points_tell_diamonds_apart(frames):
    points = points_of(frames)
    assert len(points) == sum(len(one.atoms) for one in frames)
    still = points[points["source"] == "diamond"]
    assert set(still["structure"]) == {"cubic diamond"}
    assert set(still["coordination"]) == {4}
    assert still["nearest_angstrom"].to_numpy() == pytest.approx(making.BOND)
    assert set(points[points["source"] == "lonsdaleite"]["structure"]) == {"hexagonal diamond"}
