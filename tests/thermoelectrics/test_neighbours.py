"""The measured compositions nearest to a formula."""

from __future__ import annotations

import numpy as np
import pytest
from pymatgen.core import Composition
from scipy.spatial.distance import cdist

from mi_core.datasets.hosts import host_system
from mi_core.errors import InputError
from mi_core.evaluation.distance import DISTANCE_CLASSES
from mi_core.thermoelectrics.neighbours import (
    TABLE_COLUMNS,
    doi_address,
    known_materials,
    nearest_measured,
    neighbour_table,
)


@pytest.fixture
def known(measured):
    return known_materials(measured)


def firsts(rows):
    return rows.groupby("rank")[["formula", "relation", "distance"]].first()


def test_the_same_composition_comes_first_then_its_host_then_others_by_distance(known):
    found = firsts(nearest_measured("Pb2Te2", known, most=5))
    assert found["formula"].tolist()[:2] == ["PbTe", "Pb0.98Na0.02Te"]
    assert found["relation"].tolist() == ["same composition", "same host", *["another host"] * 3]
    assert found["distance"].iloc[0] == pytest.approx(0.0, abs=1e-6)
    assert found["distance"].iloc[1] == pytest.approx(0.01, abs=1e-6)
    assert found["distance"].iloc[2:].is_monotonic_increasing
    assert found["formula"].iloc[2] == "Pb0.5Sn0.5Te"
    assert found["distance"].iloc[2] == pytest.approx(0.25, abs=1e-6)


def test_neighbours_may_be_of_one_type_alone(known):
    found = nearest_measured("Bi2Te3", known, most=100, carriers="p")
    assert set(found["formula"]) == {
        "Bi2Te2.97Se0.03",
        "PbTe",
        "Pb0.98Na0.02Te",
        "Te0.5Pb0.5",
        "Pb0.5Sn0.5Te",
    }
    found = nearest_measured("PbTe", known, most=1, carriers="n")
    assert found["formula"].unique().tolist() == ["Ag0.5Pb1Sb0.5Te2"]


def test_a_composition_of_two_papers_is_one_neighbour_with_both_curves(known):
    rows = nearest_measured("PbTe", known, most=1)
    assert set(rows["rank"]) == {0}
    assert rows["address"].unique().tolist() == ["https://doi.org/10.1/lead", "https://doi.org/10.1/other"]
    assert rows["temperature_k"].tolist() == [300.0, 500.0, 300.0, 500.0]
    assert rows["seebeck_uv_per_k"].tolist() == [90.0, 140.0, 80.0, 120.0]


def test_the_host_is_nearer_than_a_closer_mixture_of_another(known):
    found = firsts(nearest_measured("Pb0.96Sn0.04Te", known, most=3))  # Sn is 2 % of the atoms: host Pb-Te
    assert found["relation"].tolist() == ["same host", "same host", "another host"]


def test_distances_are_half_the_sum_of_differences_of_atomic_fractions(known):
    rows = nearest_measured("Bi0.5Sb1.5Te3", known, most=100)
    asked = Composition("Bi0.5Sb1.5Te3")
    for formula, distance in rows[["formula", "distance"]].drop_duplicates().itertuples(index=False):
        other = Composition(formula)
        elements = {*asked.elements, *other.elements}
        expected = sum(abs(asked.get_atomic_fraction(e) - other.get_atomic_fraction(e)) for e in elements) / 2
        assert distance == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("Te3Bi2", "same composition"),
        ("Pb0.97K0.03Te", "same host"),
        ("Pb0.95Na0.05Te", "same series"),
        ("AgSbTe2", "same elements"),  # within Ag-Pb-Sb-Te
        ("SnTe", "same elements"),  # within Pb-Sn-Te
        ("BiSbTe3", "new"),  # each known, never together
        ("SrTiO3", "new"),
    ],
)
def test_classes_of_distance(known, formula, expected):
    assert known.classes.distance_class(formula) == expected


def test_classes_of_many_are_those_of_each(known, measured):
    formulas = [*measured["formula"].unique(), "SnTe", "NaCl", "Pb0.97K0.03Te"]
    assert known.classes.distance_classes(formulas) == [
        known.classes.distance_class(formula) for formula in formulas
    ]


def test_what_is_no_formula_is_refused_and_an_unreadable_row_harms_no_other(measured):
    broken = measured.copy()
    broken.loc[0, "formula"] = "unobtainium?"
    known = known_materials(broken)
    assert len(known.rows) == len(measured) - 1
    with pytest.raises(InputError, match="Xx2Te3"):
        nearest_measured("Xx2Te3", known)


def test_nothing_known_has_no_neighbours(measured):
    known = known_materials(measured.iloc[:0])
    assert nearest_measured("PbTe", known).empty
    assert known.classes.distance_class("PbTe") == "new"
    assert neighbour_table(nearest_measured("PbTe", known)).columns.tolist() == list(TABLE_COLUMNS)


def test_a_line_of_the_table_is_a_composition_in_a_paper(known):
    table = neighbour_table(nearest_measured("PbTe", known, most=2))
    assert table.columns.tolist() == list(TABLE_COLUMNS)
    assert table["formula"].tolist() == ["PbTe", "Te0.5Pb0.5", "Pb0.98Na0.02Te"]
    assert table["carrier_type"].tolist() == ["p", "p", "p"]
    assert table["highest_k"].tolist() == [500.0] * 3
    mixed = neighbour_table(nearest_measured("Bi2Te2.97Se0.03", known, most=1))
    assert mixed["carrier_type"].tolist() == ["n and p"]


@pytest.mark.parametrize(
    "text",
    [
        "10.1021/ACS.1",
        " https://doi.org/10.1021/acs.1",
        "http://dx.doi.org/10.1021/acs.1",
        "doi.org/10.1021/acs.1",
    ],
)
def test_a_doi_is_one_address_however_it_is_written(text):
    assert doi_address(text) == "https://doi.org/10.1021/acs.1"


def test_no_doi_has_no_address(measured):
    assert doi_address("") == ""
    known = known_materials(measured.assign(doi=None))
    assert set(nearest_measured("PbTe", known)["address"]) == {""}


@pytest.fixture(scope="module")
def estm(data_dir):
    from mi_core.datasets.loading import load_dataset

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MI_DATA_DIR", str(data_dir))
        return known_materials(load_dataset("estm_thermoelectrics").frame)


def test_real_neighbours_are_the_nearest_by_scipy(estm):
    for formula in ("Bi0.5Sb1.5Te3", "Pb0.98Na0.02Te", "SrTiO3", "Mg3Sb2"):
        query = np.array([Composition(formula).get_atomic_fraction(z) for z in map(_symbol, range(1, 104))])
        expected = cdist(query[None], estm.fractions[:, :103], "cityblock")[0] / 2
        alike = estm.hosts == host_system(formula)
        rows = nearest_measured(formula, estm, most=8)
        found = rows.groupby("rank")["distance"].first().to_numpy()
        ordered = np.concatenate([np.sort(expected[alike]), np.sort(expected[~alike])])[:8]
        np.testing.assert_allclose(found, ordered, atol=1e-5)


def _symbol(z: int) -> str:
    from pymatgen.core import Element

    return Element.from_Z(z).symbol


def test_every_real_composition_finds_itself_with_its_paper(estm):
    formulas = estm.rows["formula"].drop_duplicates().iloc[::40]
    assert set(estm.classes.distance_classes(list(formulas))) == {"same composition"}
    for formula in formulas:
        rows = nearest_measured(formula, estm, most=1)
        assert set(rows["relation"]) == {"same composition"}
        assert rows["address"].str.startswith("https://doi.org/10.").all()


def test_real_hosts_left_out_are_of_the_two_far_classes(estm):
    frame = estm.rows.drop(columns=["place", "address"])
    host = frame["formula"].map(host_system)
    rest = known_materials(frame[host != "Pb-Te"])
    found = set(rest.classes.distance_classes(frame.loc[host == "Pb-Te", "formula"].unique()))
    assert found == {"same elements"}
    assert found < set(DISTANCE_CLASSES)
