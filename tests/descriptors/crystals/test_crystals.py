"""Descriptors of crystals by numbers: what must not change them, what they say of a crystal that they cannot take."""

from __future__ import annotations

import numpy as np
import pytest
from pymatgen.core import Lattice, Structure

from mi_core.descriptors.crystals.ewald import EwaldSpectrum
from mi_core.descriptors.crystals.sine import SineSpectrum
from mi_core.descriptors.crystals.soap import SmoothOverlap
from mi_core.descriptors.reciprocal.shells import ReciprocalShells
from mi_core.errors import InputError
from mi_core.structures.material import Material

STEPS = [EwaldSpectrum(), SineSpectrum(), SmoothOverlap(), ReciprocalShells()]
SALT = Structure.from_spacegroup("Fm-3m", Lattice.cubic(5.64), ["Na", "Cl"], [[0, 0, 0], [0.5, 0.5, 0.5]])
TRICLINIC = Structure(
    Lattice.from_parameters(4, 5, 6.3, 80, 95, 107),
    ["Sr", "Ti", "O", "O", "O"],
    [[0.51, 0.95, 0.14], [0.95, 0.31, 0.42], [0.83, 0.41, 0.55], [0.03, 0.75, 0.54], [0.33, 0.79, 0.30]],
)
PLACES = [[0.10, 0.23, 0.30], [0.60, 0.31, 0.80], [0.20, 0.77, 0.55]]
HEXAGONAL = Structure(Lattice.hexagonal(4.1, 6.2), ["Zn", "S", "O"], PLACES)
SHEAR = ((1, 1, 0), (0, 1, 0), (0, 0, 1))


def of(structure, name=""):
    return Material(id="x", structure=structure, formula=name or structure.composition.reduced_formula)


def numbers(step, structure):
    return step.transform([of(structure)])[0]


def moved(crystal):
    order = [*range(1, len(crystal)), 0]
    return Structure(
        crystal.lattice, [crystal.species[i] for i in order], crystal.frac_coords[order] + [0.3, 0.1, 0.7]
    )


def turned(crystal):
    rotation = np.linalg.qr(np.random.default_rng(0).normal(size=(3, 3)))[0]
    rotation *= np.sign(np.linalg.det(rotation))
    return Structure(Lattice(crystal.lattice.matrix @ rotation.T), crystal.species, crystal.frac_coords)


def with_cell(crystal, choice=SHEAR):
    lattice = Lattice(np.array(choice) @ crystal.lattice.matrix)
    return Structure(lattice, crystal.species, crystal.cart_coords, coords_are_cartesian=True)


@pytest.fixture(params=STEPS, ids=lambda step: type(step).__name__)
def step(request):
    return request.param


@pytest.mark.parametrize("crystal", [SALT, TRICLINIC], ids=["salt", "triclinic"])
@pytest.mark.parametrize(
    "changed", [moved, turned, with_cell, lambda crystal: crystal * (1, 3, 1)],
    ids=["translation and permutation", "rotation", "choice of cell", "supercell"],
)  # fmt: skip
def test_the_same_crystal_has_the_same_numbers(step, crystal, changed):
    before = numbers(step, crystal)
    np.testing.assert_allclose(
        numbers(step, changed(crystal)), before, rtol=1e-6, atol=1e-9 * abs(before).max()
    )


def test_a_strain_changes_the_numbers(step):
    strained = SALT.copy()
    strained.scale_lattice(1.02 * SALT.volume)
    before = numbers(step, SALT)
    assert abs(numbers(step, strained) - before).max() > 1e-5 * abs(before).max()


def test_the_sine_matrix_alone_hears_of_the_basis_of_a_hexagonal_lattice():
    """A known limit: the Niggli basis is not unique, and the formula depends on it."""
    for step in STEPS:
        before, after = (numbers(step, crystal) for crystal in (HEXAGONAL, with_cell(HEXAGONAL)))
        apart = abs(after - before).max() / abs(before).max()
        assert apart < (1e-2 if isinstance(step, SineSpectrum) else 1e-8)
        assert apart > 1e-5 or not isinstance(step, SineSpectrum)


def test_columns_are_named(step):
    names = step.get_feature_names_out()
    assert len(set(names)) == len(names) == step.transform([]).shape[1] == len(numbers(step, SALT))


def test_one_atom_is_a_crystal(step):
    found = numbers(step, Structure(Lattice.cubic(3.3), ["Po"], [[0, 0, 0]]))
    assert np.isfinite(found).all()
    assert found.any()


def test_what_cannot_be_described_is_one_sentence(step):
    disordered = Structure(Lattice.cubic(4), [{"Na": 0.5, "K": 0.5}], [[0, 0, 0]])
    heavy = Structure(Lattice.cubic(4), ["Rf"], [[0, 0, 0]])
    rows = [of(SALT), of(disordered, "Na0.5K0.5"), of(heavy, "Rf"), Material(id="bare", formula="NaCl")]
    reasons = [step.why_not(row) for row in rows]
    assert reasons[0] is None
    assert "Na0.5K0.5 has partly occupied sites" in reasons[1]
    assert "Rf" in reasons[2]
    assert "leave this crystal out" in reasons[2]
    assert "NaCl has no crystal structure" in reasons[3]
    for row, reason in zip(rows[1:], reasons[1:], strict=True):
        with pytest.raises(InputError) as error:
            step.transform([rows[0], row])
        assert str(error.value) == reason


def test_an_element_without_form_factor_is_said_before_anything_is_computed():
    lawrencium = of(Structure(Lattice.cubic(4), ["Lr"], [[0, 0, 0]]))
    assert "no X-ray form factor of Lr" in ReciprocalShells().why_not(lawrencium)
    assert SmoothOverlap().why_not(lawrencium) is None


@pytest.mark.parametrize("kind", [type(step) for step in STEPS])
def test_a_cell_beyond_the_limit_is_one_sentence(kind):
    step = kind(most_atoms=4)
    words = "SrTiO3 has 5 atoms in its cell, and .* takes at most 4; leave this crystal out"
    with pytest.raises(InputError, match=words):
        step.transform([of(TRICLINIC, "SrTiO3")])


def test_matrices_are_as_large_as_a_primitive_cell():
    for kind in (EwaldSpectrum, SineSpectrum):
        step = kind(most_atoms=2)
        assert step.why_not(of(SALT * (2, 2, 1))) is None
        assert numbers(step, SALT * (2, 2, 1)).shape == (2,)


def test_an_unknown_property_is_one_sentence():
    with pytest.raises(InputError, match="Did you mean 'electronegativity'"):
        SmoothOverlap(properties=["electronegativty"]).fit(None)


def test_soap_of_new_elements_has_the_same_columns():
    others = SALT.copy()
    others.replace_species({"Na": "Cf", "Cl": "I"})
    assert numbers(SmoothOverlap(), others).shape == numbers(SmoothOverlap(), SALT).shape == (420,)
