import pytest

from mi_core.errors import InputError
from mi_core.structures.analysis.cells import (
    check_supercell,
    choose_cell,
    fingerprint,
    majority_elements,
    repeat_cell,
)


def test_primitive_and_conventional_cells_of_rock_salt(nacl):
    assert len(choose_cell(nacl, "primitive")) == 2
    assert len(choose_cell(nacl.get_primitive_structure(), "conventional")) == 8
    assert choose_cell(nacl, "as given") is nacl


def test_an_unknown_cell_names_the_known_ones(nacl):
    with pytest.raises(InputError, match="as given, primitive, conventional"):
        choose_cell(nacl, "reduced")


@pytest.mark.parametrize("repeats", [(0, 1, 1), (1, 1), (1.5, 1, 1), (30, 30, 30)])
def test_supercells_that_cannot_be_drawn_are_refused(nacl, repeats):
    with pytest.raises(InputError):
        check_supercell(nacl, repeats)


def test_a_repeated_cell_keeps_its_density(nacl):
    twice = repeat_cell(nacl, (2, 1, 1))
    assert len(twice) == 16
    assert twice.density == pytest.approx(nacl.density)


def test_the_fingerprint_sees_every_change(nacl, mixed_alloy):
    assert fingerprint(nacl) == fingerprint(nacl.copy())
    moved, swapped, strained = nacl.copy(), nacl.copy(), nacl.copy()
    moved.translate_sites([0], [0.01, 0, 0])
    swapped.replace(0, "K")
    strained.apply_strain(0.01)
    shares = mixed_alloy.copy()
    shares.replace(0, {"Cu": 0.5, "Au": 0.4})
    prints = [fingerprint(s) for s in (nacl, moved, swapped, strained, mixed_alloy, shares)]
    assert len(set(prints)) == len(prints)


def test_the_majority_element_of_a_mixed_site(mixed_alloy):
    assert majority_elements(mixed_alloy) == ["Cu"]
