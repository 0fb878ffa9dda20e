"""Records of proposals: the promised keys, plain JSON, and the verified judgement before the predicted one."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from mi_core.alloys.compositions.composition import wt_to_at
from mi_core.alloys.design.proposals import Proposal
from mi_core.alloys.design.record import design_records
from mi_core.alloys.design.verify import verification
from mi_core.alloys.specification.misses import distances, wished_values
from mi_core.alloys.specification.reading import specification_from_json
from mi_core.alloys.specification.wishes import wishes

SPEC = specification_from_json(
    {
        "phases": [{"phase": "MG2SI", "temperature_k": 700, "min": 0.01}],
        "derived": {"solidus_k": {"min": 830}},
    }
)
TEMPERATURES, PHASES = (600.0, 700.0, 800.0, 850.0, 900.0), ("LIQUID", "FCC_A1", "MG2SI")


def proposal(wt, mg2si) -> Proposal:
    """A proposal whose predicted diagram has this much Mg2Si up to 700 K and melts from 850 K on."""
    fractions = np.array(
        [[0, 1 - mg2si, mg2si], [0, 1 - mg2si, mg2si], [0, 1, 0], [0, 1, 0], [0.5, 0.5, 0]], dtype=np.float32
    )
    row = np.array([list(wt.values())])
    values = wished_values(SPEC, fractions[None], TEMPERATURES, PHASES, row, elements=list(wt))[0]
    missed = distances(wishes(SPEC), values)
    return Proposal(wt, wt_to_at(wt), fractions, TEMPERATURES, PHASES, missed, 0.5, "6061", 0.3, 2.4, values)


@pytest.fixture(scope="module")
def proposals() -> list[Proposal]:
    return [proposal({"Mg": 0.3, "Si": 0.2}, 0.02), proposal({"Mg": 1.0, "Si": 0.8}, 0.009)]


def test_the_promised_keys_in_plain_json(proposals):
    records = design_records(proposals, SPEC)
    assert json.loads(json.dumps(records, allow_nan=False)) == records
    promised = ["composition_wt", "composition_at", "predicted", "verified", "meets", "score"]
    assert set(promised) <= set(records[0])
    assert records[0]["composition_wt"] == {"Mg": 0.3, "Si": 0.2}
    assert records[0]["meets"] == [True, True]
    assert records[0]["score"] == pytest.approx(1.0)
    assert records[0]["verified"] is None
    assert records[1]["predicted"]["missed_by"] == pytest.approx([0.001, 0.0], abs=1e-6)
    assert records[1]["predicted"]["meets"] == [False, True]


def test_what_the_engine_says_counts(proposals):
    compositions = [one.wt for one in proposals]
    records = design_records(proposals, SPEC, verification(compositions, SPEC))
    assert json.loads(json.dumps(records, allow_nan=False)) == records
    best, refuted = records
    assert best["composition_wt"] == {"Mg": 1.0, "Si": 0.8}, "the engine turns the order round"
    assert best["meets"] == [True, True]
    assert best["verified"]["values"][0] == pytest.approx(0.0134, abs=1e-4)
    assert best["predicted"]["meets"] == [False, True]
    assert refuted["meets"] == [False, True]
    assert refuted["score"] < best["score"] == pytest.approx(1.0)
    at = {row["phase"]: row["fraction"] for row in best["verified"]["fractions"]}
    assert at["FCC_A1"] == pytest.approx(0.9866, abs=1e-4)


def test_unknown_values_are_null_and_not_met(proposals):
    spec = specification_from_json({"derived": {"liquidus_k": {"min": 800}}})
    records = design_records([proposals[0]], spec, verification([{"Si": 30.0}], spec))
    assert records[0]["verified"]["values"] == [None]
    assert records[0]["verified"]["reasons"] == ["There still is solid at 1000 K."]
    assert records[0]["meets"] == [False]
    assert records[0]["score"] < 0.99


def test_what_has_no_price_has_no_cost(proposals):
    (record,) = design_records([replace(proposals[0], cost=float("nan"))], SPEC)
    assert record["cost_usd_per_kg"] is None
