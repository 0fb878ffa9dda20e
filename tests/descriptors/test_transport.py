"""Descriptors of transport against hand calculations, spglib and pymatgen."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from pymatgen.core import Element, Lattice, Structure
from pymatgen.symmetry.groups import SpaceGroup

from mi_core.comparison.features import described
from mi_core.comparison.tables import problem_from_table
from mi_core.descriptors.elements import covalent_radii
from mi_core.descriptors.transport import (
    DFT_COLUMNS,
    TransportDescriptors,
    crystal_system,
    transport_descriptors,
)
from mi_core.errors import InputError
from mi_core.regressors.registry import REGRESSORS
from mi_core.structures.material import Material, SiteElements


@pytest.fixture(scope="module")
def rock_salt():
    return Structure.from_spacegroup("Fm-3m", Lattice.cubic(6.46), ["Pb", "Te"], [[0, 0, 0], [0.5, 0.5, 0.5]])


@pytest.fixture
def table_of_formulas():
    metals = ("Pb", "Ge", "Sn", "Ca", "Sr", "Ba", "Mg", "Zn", "Cd", "Hg", "Mn")
    formulas = [a + b for a in metals for b in ("Te", "Se", "S", "O")]
    return pd.DataFrame({"formula": formulas, "value": np.arange(44.0)})


def rows_of(step, *materials) -> list[dict[str, float]]:
    names = step.fit(None).get_feature_names_out()
    return [dict(zip(names, row, strict=True)) for row in step.transform(materials)]


def test_statistics_of_a_composition():
    (row,) = rows_of(TransportDescriptors(crystal=False), "Bi2Te3")
    mass = 0.4 * Element("Bi").atomic_mass + 0.6 * Element("Te").atomic_mass
    assert row["mean_atomic_mass"] == pytest.approx(mass)
    apart = abs(float(Element("Bi").atomic_mass - Element("Te").atomic_mass))
    assert row["deviation_atomic_mass"] == pytest.approx(np.sqrt(0.4 * 0.6) * apart)
    assert row["range_electronegativity"] == pytest.approx(2.10 - 2.02)
    assert row["mean_covalent_radius"] == pytest.approx(0.4 * 1.48 + 0.6 * 1.38)  # Cordero et al., Table 2
    electrons = np.array([2, 0.4 * 3 + 0.6 * 4, 10])  # Bi 6s2 6p3 5d10 (4f14 too), Te 5s2 5p4 4d10
    shares = [row[f"valence_share_{shell}"] for shell in "spd"]
    assert shares == pytest.approx(electrons / (electrons.sum() + 0.4 * 14))


def test_decimal_amounts_and_their_scale():
    rows = TransportDescriptors(crystal=False).transform(["Bi0.5Sb1.5Te3", "BiSb3Te6", "(Bi0.25Sb0.75)2Te3"])
    np.testing.assert_allclose(rows[1:], rows[:2], rtol=1e-5, atol=1e-6)


def test_the_crystal_whatever_its_cell(rock_salt):
    cells = [rock_salt, rock_salt.get_primitive_structure(), rock_salt * (2, 1, 1)]
    step = TransportDescriptors().fit(None)
    rows = step.transform([Material(str(i), structure=s, formula="PbTe") for i, s in enumerate(cells)])
    np.testing.assert_allclose(rows[1:], rows[:2], rtol=1e-6, atol=1e-6)
    row = dict(zip(step.get_feature_names_out(), rows[0], strict=True))
    assert row["n_sites"] == 2
    assert row["volume_a3"] == pytest.approx(6.46**3 / 4)
    assert row["density_g_cm3"] == pytest.approx(rock_salt.density, rel=1e-4)
    assert [row[system] for system in ("cubic", "hexagonal", "missing_cell", "missing_crystal_system")] == [
        1,
        0,
        0,
        0,
    ]


def test_what_is_not_known_is_nan_and_said_to_be_missing(rock_salt):
    bare = Material("bare", formula="PbTe", numbers={"gap_ev": 0.0})
    full = Material(
        "full", formula="PbTe", structure=rock_salt, numbers={"gap_ev": np.nan, "fermi_level_ev": 2.0}
    )
    first, second = rows_of(transport_descriptors(), bare, full)
    unknown = {name for name, value in first.items() if np.isnan(value)}
    assert {"n_sites", "volume_a3", "density_g_cm3", "cubic", "fermi_level_ev"} <= unknown
    assert first["missing_cell"] == first["missing_crystal_system"] == first["missing_fermi_level_ev"] == 1
    assert first["gap_ev"] == first["missing_gap_ev"] == 0
    assert np.isnan(second["gap_ev"])
    assert second["missing_gap_ev"] == 1
    assert not {name for name, value in second.items() if np.isnan(value)} - set(DFT_COLUMNS)


def test_without_density_functional_theory_and_with_a_temperature():
    hot = Material("hot", formula="PbTe", numbers={"temperature_k": 700.0, "gap_ev": 0.3})
    step = transport_descriptors(crystal=False, dft=False, conditions=("temperature_k",))
    (row,) = rows_of(step, hot)
    assert len(row) == 13
    assert row["temperature_k"] == 700
    with pytest.raises(InputError, match="temperature_k"):
        step.transform([Material("cold", formula="PbTe")])


@pytest.mark.parametrize("number", [1, 2, 3, 15, 16, 74, 75, 142, 143, 146, 167, 168, 194, 195, 230])
def test_crystal_systems_are_those_of_the_tables(number):
    assert crystal_system(number) == SpaceGroup.from_int_number(number).crystal_system


def test_every_element_has_a_covalent_radius():
    radii = covalent_radii()
    assert len(radii) == 103
    assert radii.between(0.2, 2.7).all()
    assert radii["Fe"] == pytest.approx((1.32 + 1.52) / 2)  # mean of low and high spin


def test_site_elements_are_their_composition():
    step = TransportDescriptors(crystal=False)
    sites = SiteElements("Ba", "Ti", ("N", "O", "O"))
    np.testing.assert_allclose(step.transform([sites]), step.transform(["BaTiO2N"]), rtol=1e-6)


def test_compare_offers_them(table_of_formulas):
    problem = problem_from_table(table_of_formulas, "value", "eV")
    X = described(problem, REGRESSORS["ridge"], "transport", np.arange(40))
    np.testing.assert_allclose(X, TransportDescriptors(crystal=False).transform(problem.formulas))


def test_compare_describes_crystals_where_every_row_has_one(table_of_formulas):
    cells = [Structure(Lattice.cubic(4 + n / 50), ["Na", "Cl"], [[0, 0, 0], [0.5] * 3]) for n in range(40)]
    table = pd.DataFrame({"cif": [s.to(fmt="cif") for s in cells], "value": np.arange(40.0)})
    problem = problem_from_table(table, "value", "eV")
    X = described(problem, REGRESSORS["ridge"], "transport-crystal", np.arange(40))
    np.testing.assert_allclose(X, TransportDescriptors().transform(problem.materials))
    bare = problem_from_table(table_of_formulas, "value", "eV")
    with pytest.raises(InputError, match="need a crystal in every row"):
        described(bare, REGRESSORS["ridge"], "transport-crystal", np.arange(40))


def test_bad_formulas_are_one_sentence_and_no_rows_are_no_rows():
    with pytest.raises(InputError):
        TransportDescriptors().transform(["nonsense"])
    assert TransportDescriptors().transform([]).shape == (0, 24)
