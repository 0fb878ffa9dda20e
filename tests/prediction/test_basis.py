"""Which answers were read from less than a crystal, and which materials therefore share theirs."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from mi_core.prediction.basis import basis_of, basis_sentences, one_composition
from mi_core.prediction.frame import failed_row, make_frame
from mi_core.structures.material import Material
from mi_core.targets import TARGETS

GAP, HULL = "gap_ev", "e_above_hull_ev_per_atom"
CARDS = {name: SimpleNamespace(takes=name) for name in ("formula", "sites", "structure")}


def row(row_id: str, formula: str, model: str, target: str = GAP, value: float = 1.0) -> dict:
    return failed_row(Material(row_id, formula=formula), TARGETS[target], "", model) | {"value": value}


@pytest.fixture
def frame():
    return make_frame(
        [
            row("quartz", "SiO2", "formula"),
            row("coesite", "SiO2", "formula"),
            row("coesite", "SiO2", "formula", HULL),
            row("anatase", "TiO2", "structure"),
            row("rutile", "TiO2", "formula"),
            row("SrTiO3", "SrTiO3", "sites", HULL),
            failed_row(Material("bad"), TARGETS[GAP], "no formula"),
        ]
    )


def test_the_mark_follows_from_what_the_model_takes():
    assert basis_of("formula", CARDS).words == "from composition – the same for all polymorphs"
    assert basis_of("sites", CARDS).words == "from the elements on A, B and X – the same for all distortions"
    assert basis_of("structure", CARDS) is basis_of("", CARDS) is basis_of("gone", CARDS) is None


def test_each_basis_is_said_once_with_its_materials(frame):
    composition, sites = basis_sentences(frame, CARDS)
    assert composition == "† from composition – the same for all polymorphs (3 of 6 materials)"
    assert sites.startswith("‡ ")
    assert sites.endswith("(1 of 6 materials)")
    assert basis_sentences(frame[frame["model"] == "structure"], CARDS) == []


def test_polymorphs_share_an_answer_only_where_the_composition_gave_both(frame):
    assert one_composition(frame, CARDS) == {"SiO2": ["quartz", "coesite"]}
    assert one_composition(frame.iloc[:1], CARDS) == {}
    warmer = frame.assign(value=frame["value"] + range(len(frame)))
    assert one_composition(warmer, CARDS) == {}


def test_a_row_without_a_prediction_shares_nothing(frame):
    frame.loc[frame["id"] == "coesite", "value"] = float("nan")
    assert one_composition(frame, CARDS) == {}
