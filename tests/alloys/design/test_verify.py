"""Verification: computed numbers against the engine and by hand, failures that never pass, and the job in parts."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

from mi_core.alloys.design import verify as verify_module
from mi_core.alloys.design.verify import VERIFICATION_COLUMNS, verification
from mi_core.alloys.design.verify_job import ALLOYS_OF_A_TASK, KIND, PHASES, WISHES
from mi_core.alloys.specification.reading import specification_from_json
from mi_core.alloys.thermodynamics.results.equilibrium import equilibrium
from mi_core.alloys.thermodynamics.solver.point import Point
from mi_core.errors import InputError

SIX, LEAN = {"Mg": 1.0, "Si": 0.8}, {"Mg": 0.3, "Si": 0.2}
WISHED = {
    "phases": [
        {"phase": "beta Mg2Si", "temperature_k": 700, "min": 0.01, "max": 0.02},
        {"phase": "FCC_A1", "temperature_k": 700, "value": 0.985},
    ],
    "composition_wt": {"Mg": {"min": 0.5}, "Al": {"min": 98.0}},
    "derived": {"solidus_k": {"min": 840}},
    "cost_per_kg": {"max": 3.0},
}


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    return verification([SIX, LEAN], specification_from_json(WISHED)).frame


def test_a_row_per_alloy_and_wish(frame):
    assert tuple(frame) == VERIFICATION_COLUMNS
    assert frame["alloy"].tolist() == [0] * 6 + [1] * 6
    assert frame["wish"].tolist() == [0, 1, 2, 3, 4, 5] * 2
    assert (frame["reason"] == "").all()


def test_values_are_those_of_the_known_point(frame):
    # 700 K, 1.0 Mg 0.8 Si wt%: computed once with all phases by pycalphad
    first = frame[frame["alloy"] == 0]
    assert first["key"].tolist() == ["MG2SI", "FCC_A1", "Mg", "Al", "solidus_k", "cost_per_kg"]
    assert first["value"].iloc[:4].to_numpy() == pytest.approx([0.0134, 0.9866, 1.0, 98.2], abs=1e-4)
    assert first["value"].iloc[5] == pytest.approx((98.2 * 2.4 + 1.0 * 2.8 + 0.8 * 2.2) / 100)
    assert first["met"].tolist() == [True] * 6


def test_what_is_missed_is_missed_by_the_difference(frame):
    lean = frame[frame["alloy"] == 1].set_index("key")
    assert not lean.loc["MG2SI", "met"]
    assert lean.loc["MG2SI", "missed_by"] == pytest.approx(0.01 - lean.loc["MG2SI", "value"])
    assert lean.loc["Mg", "missed_by"] == pytest.approx(0.2)
    # 0.985 is wished as a value: 1.0 lies within 0.02 of it
    assert lean.loc["FCC_A1", "value"] == pytest.approx(1.0, abs=0.002)
    assert lean.loc["FCC_A1", "met"]


def test_temperatures_are_met_exactly_and_not_interpolated():
    at = {"phases": [{"phase": "MG2SI", "temperature_k": 733.0, "min": 0.0}]}
    found = verification([SIX], specification_from_json(at)).frame["value"].iloc[0]
    nodes = equilibrium([SIX], [700.0, 733.0, 750.0]).fractions(["MG2SI"])[0, :, 0]
    assert found == pytest.approx(nodes[1], abs=1e-7)
    assert abs(nodes[0] + 0.66 * (nodes[2] - nodes[0]) - nodes[1]) > 1e-5, (
        "an interpolated value would differ"
    )


def test_points_without_equilibrium_are_said_and_never_pass(monkeypatch):
    # what the engine returns when no start is accepted; no alloy is known for which it always does
    monkeypatch.setattr(verify_module, "solve_point", lambda *_: Point())
    wished = {"phases": [{"phase": "MG2SI", "temperature_k": 700, "min": 0}]}
    found = verification([SIX], specification_from_json(wished)).frame
    assert np.isnan(found["value"].iloc[0])
    assert not found["met"].iloc[0]
    assert found["reason"].iloc[0] == "No equilibrium was found at 700 K."


def test_a_temperature_that_lies_outside_is_not_met_and_says_why():
    spec = specification_from_json(
        {"derived": {"liquidus_k": {"min": 900}, "freezing_range_k": {"max": 400}}}
    )
    found = verification([{"Si": 30.0}], spec).frame
    assert not found["met"].any()
    assert found["reason"].str.contains("There still is solid at 1000 K.", regex=False).all()


def test_composition_alone_needs_no_engine():
    found = verification(
        [SIX], specification_from_json({"composition_wt": {"Mg": {"max": 0.5}}}), opened=None
    )
    assert found.frame["missed_by"].tolist() == pytest.approx([0.5])
    assert found.met.tolist() == [False]


def test_an_element_that_the_database_lacks_is_a_sentence():
    with pytest.raises(InputError, match="Ni"):
        verification([{"Ni": 1.0}], specification_from_json(WISHED))


def test_the_job_joins_to_what_one_call_gives_and_does_nothing_twice(tmp_path, frame):
    params = {"compositions": [SIX, {"Cu": 4.0}, LEAN], "specification": WISHED, "temperatures": [500.0]}
    tasks = KIND.tasks(json.loads(json.dumps(params)))
    assert [task["numbers"] for task in tasks] == [[1], [0, 2]]
    assert json.loads(json.dumps(tasks)) == tasks
    results = [KIND.work(task, str(tmp_path)) for task in tasks]
    written = {path: path.stat().st_mtime_ns for path in (tmp_path / "parts").iterdir()}
    assert [KIND.work(task, str(tmp_path)) for task in tasks] == results
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "parts").iterdir()} == written
    summary = KIND.finish(params, results, str(tmp_path))
    assert summary == {
        "file": WISHES,
        "phases": PHASES,
        "alloys": 3,
        "confirmed": 1,
        "refuted": 2,
        "failed_points": 0,
    }
    found = pd.read_parquet(tmp_path / WISHES)
    assert found["alloy"].tolist() == [0] * 6 + [1] * 6 + [2] * 6
    expected = frame.assign(alloy=frame["alloy"] * 2)
    ours = found[found["alloy"] != 1].reset_index(drop=True)
    pd.testing.assert_frame_equal(ours, expected, check_dtype=False, atol=1e-6)
    phases = pd.read_parquet(tmp_path / PHASES)
    assert set(phases["temperature_k"]) == {500.0, 700.0}
    assert phases.groupby(["alloy", "temperature_k"])["fraction"].sum().to_numpy() == pytest.approx(1.0)


def test_many_alloys_of_one_system_are_dealt_out():
    params = {"compositions": [SIX] * (ALLOYS_OF_A_TASK + 1), "specification": WISHED}
    assert [len(task["numbers"]) for task in KIND.tasks(params)] == [ALLOYS_OF_A_TASK, 1]


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"compositions": [], "specification": WISHED}, "no alloy to verify"),
        ({"compositions": [SIX], "specification": {}}, "empty"),
        ({"compositions": [{"Mg": 120.0}], "specification": WISHED}, "Mg"),
        ({"compositions": [{"Ni": 1.0}], "specification": WISHED}, "Ni"),
        ({"compositions": [SIX], "specification": WISHED, "temperatures": [2000.0]}, "got 2000 K"),
        (
            {"compositions": [SIX], "specification": WISHED, "tdb": "nowhere.tdb"},
            "'nowhere.tdb' is not there",
        ),
    ],
)
def test_bad_parameters_are_found_before_the_work_starts(params, words):
    with pytest.raises(InputError) as caught:
        KIND.tasks(params)
    assert words in str(caught.value)
