"""The element table against pymatgen itself and against textbook values."""

from __future__ import annotations

import numpy as np
import pytest
from pymatgen.core import Element

from mi_core.descriptors.elements import element_table, filled_element_table, property_unit


def test_shape_and_content():
    table = element_table()
    assert list(table.index[:3]) == ["H", "He", "Li"]
    assert table.index[-1] == "Lr"
    assert len(table.columns) == 122
    assert (table.nunique() > 1).all(), "a constant column says nothing"


@pytest.mark.parametrize(
    ("column", "attribute"),
    [
        ("electronegativity", "X"),
        ("atomic_mass", "atomic_mass"),
        ("melting_point", "melting_point"),
        ("mendeleev_number", "mendeleev_no"),
        ("ionic_radius_mean", "average_ionic_radius"),
        ("ionisation_energy_1", "ionization_energy"),
        ("group", "group"),
        ("row", "row"),
    ],
)
@pytest.mark.parametrize("symbol", ["C", "O", "Ti", "Sr", "U"])
def test_values_are_those_of_pymatgen(column, attribute, symbol):
    assert element_table().loc[symbol, column] == pytest.approx(float(getattr(Element(symbol), attribute)))


def test_electrons_and_term_of_iron():
    iron = element_table().loc["Fe"]
    assert (iron["valence_s"], iron["valence_d"], iron["unfilled_d"], iron["unpaired_electrons"]) == (
        2,
        6,
        4,
        4,
    )
    assert (iron["spin_multiplicity"], iron["orbital_momentum"], iron["total_momentum"]) == (5, 2, 4)  # 5D4


def test_half_integer_momentum_and_parity_mark():
    assert element_table().loc["B", "total_momentum"] == 0.5  # 2P°1/2


def test_shannon_radius_of_octahedral_titanium():
    assert element_table().loc["Ti", "shannon_radius_VI_+4"] == pytest.approx(0.605)  # Shannon 1976


def test_orbital_energies_are_electronvolt():
    # LDA 1s of hydrogen
    assert element_table().loc["H", "orbital_energy_highest"] == pytest.approx(-6.36, abs=0.05)


def test_missing_values_stay_visible_and_are_filled_from_chemical_neighbours():
    table, filled = element_table(), filled_element_table()
    assert np.isnan(table.loc["U", "atomic_radius_calculated"])
    assert not filled.isna().any().any()
    known = table.notna()
    assert np.allclose(filled.to_numpy()[known], table.to_numpy()[known])
    between = filled["metallic_radius"]
    assert between.min() == pytest.approx(table["metallic_radius"].min())


def test_units():
    assert property_unit("melting_point") == "K"
    assert property_unit("shannon_radius_VI_+4") == "Å"
    assert property_unit("ionisation_energy_2") == "eV"
    assert property_unit("group") == ""
