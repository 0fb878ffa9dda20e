"""Many alloys at once: frames, fractions, and failures that stay visible."""

from __future__ import annotations

import numpy as np
import pytest

from mi_core.alloys.thermodynamics.results.equilibrium import by_system, equilibrium
from mi_core.errors import InputError

ALLOYS = [{"Mg": 1.0, "Si": 0.8}, {"Si": 7.0}, {"Mg": 0.5, "Si": 0.5}]
TEMPERATURES = (500.0, 700.0, 860.0)


@pytest.fixture(scope="module")
def found():
    return equilibrium(ALLOYS, TEMPERATURES)


def test_rows_keep_the_order_of_alloys_and_temperatures(found):
    assert found.points["alloy"].tolist() == [0] * 3 + [1] * 3 + [2] * 3
    assert found.points["temperature_k"].tolist() == [*TEMPERATURES] * 3
    assert found.points["converged"].all()
    assert found.failed == 0


def test_fractions_sum_to_one_and_are_those_of_the_rows(found):
    phases = sorted(set(found.phases["phase"]))
    fractions = found.fractions(phases)
    assert fractions.shape == (3, 3, len(phases))
    assert fractions.sum(axis=2) == pytest.approx(np.ones((3, 3)), abs=1e-6)
    row = found.phases.query("alloy == 0 and temperature_k == 700 and phase == 'MG2SI'")["fraction"].item()
    assert fractions[0, 1, phases.index("MG2SI")] == pytest.approx(row)
    assert row == pytest.approx(0.0134, abs=1e-4)


def test_composition_of_a_phase_is_nan_for_elements_that_the_alloy_lacks(found):
    assert found.phases.query("alloy == 1")["x_Mg"].isna().all()
    compound = found.phases.query("phase == 'MG2SI'")
    assert compound["x_Mg"].to_numpy() == pytest.approx(2 / 3)


def test_a_point_without_equilibrium_is_nan_and_counted(monkeypatch):
    monkeypatch.setattr("mi_core.alloys.thermodynamics.solver.point.HIGHEST_DRIVING_FORCE", -1e9)
    found = equilibrium([{"Si": 7.0}], [700.0])
    assert found.failed == 1
    assert found.phases["phase"].tolist() == [""]
    assert np.isnan(found.fractions(["FCC_A1", "LIQUID"])).all()


def test_alloys_of_one_system_are_grouped_and_progress_counts_them():
    seen = []
    equilibrium(ALLOYS, [700.0], progress=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 3), (2, 3), (3, 3)]
    groups = by_system([{"Al": 0.9, "Si": 0.1}, {"Al": 1.0}, {"Si": 0.2, "Al": 0.8}])
    assert dict(groups) == {("Al",): [1], ("Al", "Si"): [0, 2]}


@pytest.mark.parametrize("temperatures", [[200.0], [1200.0], [np.nan], []])
def test_temperatures_outside_the_database_are_refused(temperatures):
    with pytest.raises(InputError, match="between 300 and 1000 K"):
        equilibrium([{"Si": 7.0}], temperatures)


def test_an_element_that_the_database_lacks_is_named():
    with pytest.raises(InputError, match="Ni"):
        equilibrium([{"Ni": 1.0}], [700.0])
