"""Verdicts gather what jobs computed, by the proposals' numbers; the files made of them say the same."""

from __future__ import annotations

import json
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from mi_core.alloys.design.proposal_table import CONFIRMED, REFUTED, proposal_table
from mi_core.alloys.design.proposals import Proposal
from mi_core.alloys.design.report import alloy_report
from mi_core.alloys.design.verify import verification
from mi_core.alloys.figures.diagram import diagram_figure
from mi_core.alloys.specification.wishes import Bound, PhaseWish, Specification
from mi_core.alloys.web.design.downloads import _json
from mi_core.alloys.web.design.proposals import closest_words
from mi_core.alloys.web.design.verdicts import Verdicts

SPEC = Specification((PhaseWish("MG2SI", 700.0, 0.01, 0.02),), {"Zn": Bound(None, 1.0)})
ALLOYS = ({"Mg": 1.0, "Si": 0.8}, {"Mg": 0.1, "Si": 0.1}, {"Si": 1.0})
VALUES = np.array([0.015, 0.0])
PHASES, T = ("FCC_A1", "MG2SI"), (600.0, 700.0)


def proposal(wt: dict[str, float], mg2si: float) -> Proposal:
    """A proposal that is predicted to have so much Mg2Si."""
    fractions = np.array([[1 - mg2si, mg2si]] * 2)
    miss = max(0.01 - mg2si, 0.0)
    at = dict.fromkeys(wt, 0.5)
    return Proposal(
        wt, at, fractions, T, PHASES, np.array([miss, 0.0]), 1.0 - miss, "<6061>", 0.3, 2.5, VALUES
    )


PROPOSALS = [proposal(wt, mg2si) for wt, mg2si in zip(ALLOYS, (0.015, 0.012, 0.0), strict=True)]
MADE = SimpleNamespace(spec=SPEC, proposals=PROPOSALS, prices={})


@pytest.fixture(scope="module")
def computed():
    """What the engine says of the first two alloys."""
    return verification(ALLOYS[:2], SPEC, temperatures=(600, 800))


@pytest.fixture
def verdicts(computed):
    """The first alloy is no. 3 of the proposals, the second no. 1."""
    found = Verdicts()
    found.add(computed.frame, computed.equilibrium.phases, [3, 1])
    return found


def test_verdicts_belong_to_the_numbers_of_the_proposals(verdicts):
    assert verdicts.by_number == {3: CONFIRMED, 1: REFUTED}
    assert verdicts.of(3, 0).met
    assert verdicts.of(3, 0).value == pytest.approx(0.0134, abs=2e-4)  # as computed once with all phases
    assert not verdicts.of(1, 0).met
    assert verdicts.of(1, 1).met
    assert verdicts.of(2, 0) is None
    assert verdicts.diagram(2) is None
    assert verdicts.diagram(3).temperatures.tolist() == [600, 700, 800]


def test_a_further_job_adds_and_replaces(verdicts, computed):
    verdicts.add(
        computed.frame[computed.frame["alloy"] == 0], computed.equilibrium.phases.query("alloy == 0"), [1]
    )
    assert verdicts.by_number == {3: CONFIRMED, 1: CONFIRMED}
    assert verdicts.frame["number"].tolist() == [1, 1, 3, 3]


def test_points_that_failed_are_unknown_in_the_diagram():
    wishes = pd.DataFrame({"alloy": [0], "wish": [0], "value": [0.02], "met": [True]})
    phases = pd.DataFrame(
        {
            "alloy": 0,
            "temperature_k": [600.0, 600.0, 700.0, 800.0],
            "phase": ["FCC_A1", "MG2SI", "", "FCC_A1"],
            "fraction": [0.98, 0.02, np.nan, 1.0],
        }
    )
    found = Verdicts()
    found.add(wishes, phases, [1])
    diagram = found.diagram(1)
    assert diagram.phases == ("FCC_A1", "MG2SI")
    assert np.isnan(diagram.fractions[1]).all()
    assert diagram.fractions[[0, 2]].tolist() == [[0.98, 0.02], [1.0, 0.0]]


def test_the_table_counts_what_is_met_and_keeps_what_was_refuted(verdicts):
    table = proposal_table(PROPOSALS, SPEC, verdicts.by_number)
    assert table["met"].tolist() == [2, 2, 1]
    assert table["verdict"].tolist() == [REFUTED, "", CONFIRMED]
    assert table["Al"].tolist() == pytest.approx([98.2, 99.8, 99.0])
    assert [column for column in table if column.startswith("miss: ")] == [
        "miss: beta Mg2Si (MG2SI) at 700 K: 0.01 to 0.02 mole fraction",
        "miss: Zn: at most 1 wt%",
    ]


def test_the_json_says_what_is_predicted_and_what_was_computed(verdicts):
    records = json.loads(_json(MADE, verdicts))
    assert [record["number"] for record in records] == [1, 2, 3]
    assert records[1]["verified"] is None
    assert records[0]["meets"] == [False, True]
    assert records[0]["predicted"]["meets"] == [True, True]
    assert records[2]["verified"]["values"][0] == pytest.approx(0.0134, abs=2e-4)


def test_where_no_proposal_meets_all_the_page_says_which_wish_fails():
    spec = Specification((PhaseWish("MG2SI", 700.0, 0.5, None), PhaseWish("FCC_A1", 700.0, 0.9, None)))
    one = proposal(ALLOYS[0], 0.015)
    other = proposal(ALLOYS[1], 0.5)
    proposals = [
        Proposal(p.wt, p.at, p.fractions, T, PHASES, np.array(missed), 0.5, "6061", 0.1, 2.5, VALUES)
        for p, missed in ((one, (0.485, 0.0)), (other, (0.0, 0.4)))
    ]
    made = SimpleNamespace(spec=spec, proposals=proposals)
    words = closest_words(made, proposal_table(proposals, spec))
    assert "misses “beta Mg2Si (MG2SI) at 700 K: at least 50 mol%” by 48.5 mol%" in words
    assert "no. 2 meets" in words
    assert "fails “alpha-Al (FCC) (FCC_A1) at 700 K: at least 90 mol%”" in words


def test_the_report_is_one_file_with_wishes_proposals_and_what_was_computed(verdicts):
    from datetime import date

    html = alloy_report(
        PROPOSALS,
        SPEC,
        {"No. 1": diagram_figure(verdicts.diagram(3))},
        made_on=date(2026, 11, 25),
        source="COST 507, <free>.",
        verification=verdicts.frame,
        verdicts=verdicts.by_number,
    )
    assert html.startswith("<!doctype html>")
    assert "3 proposals, 1 confirmed and 1 refuted by CALPHAD" in html
    assert "Zn: at most 1 wt%" in html
    assert "&lt;6061&gt;" in html
    assert "<6061>" not in html
    assert "COST 507, &lt;free&gt;." in html
    assert "<script src" not in html
    assert "Mg2Si (MG2SI) at 700 K: 1 to 2 mol%" in html
    assert html.count('class="plotly-graph-div"') == 1
