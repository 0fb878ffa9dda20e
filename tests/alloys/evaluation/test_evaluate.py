"""The evaluation: scores by hand, the engine against `equilibrium`, and files that are used again."""

import numpy as np
import pytest
from scipy.spatial import cKDTree

from mi_core.alloys.compositions.composition import ELEMENTS
from mi_core.alloys.evaluation.cases import BEST, MAIN, RAW, REFINED, Case, Plan
from mi_core.alloys.evaluation.evaluate import evaluate, read_evaluation
from mi_core.alloys.evaluation.recomputed import compute
from mi_core.alloys.evaluation.scores import case_scores, summary
from mi_core.alloys.models.condition import Condition, open_condition
from mi_core.alloys.models.generators.registry import GENERATORS
from mi_core.alloys.models.trained_store import trained_names
from mi_core.alloys.thermodynamics.results.equilibrium import equilibrium
from mi_core.errors import InputError

#: Scenario, model, variant, seed, specifications, proposals.
ASKED = [(MAIN, "nearest", RAW, 0, 1, 2), (MAIN, BEST, REFINED, 0, 1, 2)]


def _case(wt, **more):
    free = open_condition(1, 3)
    mask = np.array([[True, True, False]])
    low = np.array([[0.9, 0.1, 0.0]], dtype=np.float32)
    high = np.array([[0.9, 0.1, 1.0]], dtype=np.float32)
    condition = Condition(mask, low, high, free.wt_low, free.wt_high, free.most_alloying)
    return Case("70% hidden", 0, "mdn", "raw", more.get("seed", 0), condition, np.asarray(wt), 0.5)


def test_scores_are_those_computed_by_hand():
    wt = np.zeros((10, 9))
    wt[:, 0] = np.arange(10)
    fractions = np.tile([0.8, 0.2, 0.0], (10, 1, 1)).astype(float)
    fractions[4] = [0.91, 0.1, 0.3]  # the third cell is hidden
    fractions[5] = np.nan
    one, ten = case_scores(_case(wt), fractions, cKDTree(np.zeros((2, 9))))
    assert one["k"] == 1
    assert one["rmse_best"] == pytest.approx(0.1)
    assert one["specification_met"] == 0
    assert ten["rmse_best"] == pytest.approx(np.sqrt(0.01**2 / 2), rel=1e-5)
    assert ten["rmse_mean"] == pytest.approx((8 * 0.1 + np.sqrt(0.01**2 / 2)) / 9, rel=1e-5)
    assert ten["share_proposals_met"] == pytest.approx(0.1)
    assert ten["specification_met"] == 1
    assert ten["novelty_wt"] == pytest.approx(4.5)
    assert ten["share_new"] == pytest.approx(0.9)
    assert ten["diversity_wt"] == pytest.approx(np.mean([b - a for a in range(10) for b in range(a + 1, 10)]))
    assert ten["seconds_per_proposal"] == pytest.approx(0.05)


def test_the_summary_averages_specifications_and_tells_the_spread_over_seeds():
    wt = np.zeros((1, 9))
    near, far = np.array([[[0.9, 0.1, 0.0]]]), np.array([[[0.7, 0.3, 0.0]]])
    rows = [
        *case_scores(_case(wt, seed=0), near, cKDTree(wt)),
        *case_scores(_case(wt, seed=0), far, cKDTree(wt)),
        *case_scores(_case(wt, seed=1), far, cKDTree(wt)),
    ]
    (row,) = summary(rows).to_dict("records")
    assert row["seeds"] == 2
    assert row["rmse_best"] == pytest.approx((0.1 + 0.2) / 2, rel=1e-5)
    assert row["rmse_best_spread"] == pytest.approx(np.std([0.1, 0.2], ddof=1), rel=1e-5)


def test_the_engine_computes_what_is_wanted_once(tmp_path):
    alloys = [{"Mg": 1.0, "Si": 0.8}, {"Mg": 3.0}]
    keys = [tuple(alloy.get(symbol, 0.0) for symbol in ELEMENTS) for alloy in alloys]
    phases = ("FCC_A1", "LIQUID", "MG2SI", "ALMG_BETA")
    wanted = {keys[0]: {700.0}, keys[1]: {400.0, 900.0}}
    found = compute(wanted, phases, tmp_path, workers=1)
    assert set(found) == {(keys[0], 700.0), (keys[1], 400.0), (keys[1], 900.0)}
    for (key, temperature), fractions in found.items():
        expected = equilibrium([alloys[keys.index(key)]], [temperature]).fractions(phases)[0, 0]
        np.testing.assert_allclose(fractions, expected, atol=1e-6)
    files = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    assert compute(wanted, phases, tmp_path, workers=1, minutes=0).keys() == found.keys()
    assert {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == files


def test_without_time_nothing_is_computed(tmp_path):
    key = tuple([0.5] + [0.0] * 8)
    assert compute({key: {700.0}}, ("FCC_A1",), tmp_path, workers=1, minutes=0) == {}


def test_a_missing_evaluation_says_how_to_make_it(tmp_path):
    with pytest.raises(InputError, match="alloys evaluate"):
        read_evaluation(tmp_path / "evaluation.json")


@pytest.mark.skipif(
    not set(GENERATORS) <= set(trained_names()), reason="no trained models of alloys are there"
)
def test_a_small_evaluation_from_questions_to_the_table(tmp_path, monkeypatch):
    monkeypatch.setattr("mi_core.alloys.evaluation.cases.SCENARIOS", ("70% hidden",))
    monkeypatch.setattr("mi_core.alloys.evaluation.evaluate.questions", lambda _: ASKED)
    monkeypatch.setattr("mi_core.alloys.evaluation.evaluate.raw_questions", lambda *_: ASKED[:1])
    plan = Plan(specifications=1, main=1, wide=0, seeds=1, proposals=2, judged=1)
    record = evaluate(tmp_path, plan, workers=1, output=tmp_path / "evaluation.json")
    assert read_evaluation(tmp_path / "evaluation.json") == record
    assert (record["cases"], record["unfinished_cases"]) == (2, 0)
    assert {(row["model"], row["variant"], row["k"]) for row in record["table"]} == {
        ("nearest", "raw", 1),
        ("best", "refined", 1),
    }
    best = next(row for row in record["table"] if row["model"] == "best")
    assert best["specification_met"] == 1
    assert record["table_by_surrogate"][0]["model"] == "nearest"
