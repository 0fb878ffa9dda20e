"""The example to learn from: it is read without a word, and says what EMT says."""

from __future__ import annotations

from ase.calculators.emt import EMT

from mi_core.potentials.examples.to_learn import COUNT, FILE, example_frames_text
from mi_core.potentials.frames.given import frames_to_learn
from mi_core.structures.source import Source


def test_the_example_is_read_and_passes_all_checks():
    given = frames_to_learn(Source(FILE, example_frames_text().encode()))
    assert len(given.frames) == COUNT
    assert not given.refused
    assert not given.remarks
    assert {frame.group for frame in given.frames} == {"strained", "shaken", "vacancy"}
    atoms = given.frames[7].atoms.copy()
    atoms.calc = EMT()
    assert abs(atoms.get_potential_energy() - given.frames[7].energy) < 1e-6
