"""Places by name and by coordinates."""

from __future__ import annotations

import numpy as np
import pytest
from pymatgen.core import Lattice, Structure

from mi_core.errors import InputError
from mi_core.voxels.places import atom_names, line_between, place_of, usual_ends

CRYSTAL = Structure(Lattice.tetragonal(4, 6), ["Na", "Cl", "Na"], [[0.1, 0, 0], [0.9, 0, 0], [0.5, 0.5, 0.5]])


def test_atoms_are_counted_within_their_element():
    assert atom_names(CRYSTAL) == ["Na1", "Cl1", "Na2"]
    assert place_of(" Na2 ", CRYSTAL).tolist() == [0.5, 0.5, 0.5]


@pytest.mark.parametrize("text", ["0.5 0.5 0", "0.5, 0.5,0", "(0.5; 0.5; 0)"])
def test_three_numbers_are_a_place(text):
    assert place_of(text, CRYSTAL).tolist() == [0.5, 0.5, 0]


def test_an_atom_at_the_end_is_its_nearest_image():
    start, end = line_between("Na1", "Cl1", CRYSTAL)
    np.testing.assert_allclose(end - start, [-0.2, 0, 0])
    start, end = line_between("Na1", "0.9 0 0", CRYSTAL)
    np.testing.assert_allclose(end - start, [0.8, 0, 0])


def test_the_usual_line_goes_to_the_nearest_atom():
    assert usual_ends(CRYSTAL) == ("Na1", "Cl1")


@pytest.mark.parametrize(
    ("place", "end"),
    [([0, 0, 0], "0.5 0.5 0.5"), ([0.5, 0.5, 0.5], "1 1 1"), ([0.25, 0, -0.1], "0.75 0.5 0.4")],
)
def test_the_usual_line_of_a_lone_atom_goes_half_a_cell(place, end):
    alone = Structure(Lattice.cubic(3), ["Fe"], [place])
    assert usual_ends(alone) == ("Fe1", end)
    first, last = line_between(*usual_ends(alone), alone)
    np.testing.assert_allclose(last - first, 0.5)


@pytest.mark.parametrize("text", ["", "Na3", "0.5 0.5", "1 2 nan", "a b c"])
def test_other_words_are_no_place(text):
    with pytest.raises(InputError, match="A place is an atom, such as Na1"):
        place_of(text, CRYSTAL)


def test_a_line_has_a_length():
    with pytest.raises(InputError, match="has no length"):
        line_between("Na1", "Na1", CRYSTAL)
