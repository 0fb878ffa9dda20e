"""Models that read numbers beside the formula: what training makes of them, how far it tests, and what is kept."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from mi_core.errors import InputError
from mi_core.evaluation.distance import DISTANCE_CLASSES, NEW_COMPOSITIONS
from mi_core.pretrained.fine_tuned import FineTunedComposition
from mi_core.pretrained.model import pipeline_outputs
from mi_core.pretrained.store import load_model
from mi_core.structures.material import Material
from tests.support.tiny_models import make_tiny_models

ENDS = ("value", "lower", "upper")
START, TRANSPORT, MEASURED = "mp-composition-network", "ricci-transport-blend", "estm-thermoelectrics"


@pytest.fixture(scope="module")
def models(tmp_path_factory):
    folder = tmp_path_factory.mktemp("numbers")
    return make_tiny_models(folder / "models", folder / "tables", (START, TRANSPORT, MEASURED))


@pytest.fixture(scope="module")
def transport(models):
    return load_model(TRANSPORT, models)


@pytest.fixture(scope="module")
def measured(models):
    return load_model(MEASURED, models)


def at(formula: str, temperature: float) -> Material:
    return Material(id=formula, formula=formula, numbers={"temperature_k": temperature})


def test_a_gap_that_is_given_is_used(transport):
    gaps = [{"gap_ev": 0.0}, {"gap_ev": 3.0}, {}]
    found = transport.predict([Material(id="a", formula="BaTiO3", numbers=numbers) for numbers in gaps])
    closed, open_, unknown = found.value["seebeck_p_uv_per_k"]
    assert open_ > closed
    assert np.isfinite(unknown)


def test_errors_are_measured_without_the_gap_with_it_and_for_metals_apart(transport):
    record = transport.card.targets["log10_sigma_n"]
    given, parts = "with gap_ev given", ("rows with a gap", "metals (no gap)")
    crossed = [*parts, *(f"{part}, new compositions" for part in parts)]
    found = {name for name in record["measured_on"] if NEW_COMPOSITIONS not in name}
    assert found == {given, *parts, *(f"{part}, {given}" for part in parts)}
    assert set(record["measured_on"]) <= {given, *crossed, *(f"{part}, {given}" for part in crossed)}
    n = record["metrics"]["n"]
    assert record["measured_on"][given]["n"] == n == sum(record["measured_on"][part]["n"] for part in parts)
    assert record["intervals"]["n_calibration"] == 2 * n


def test_a_row_learned_is_found_with_its_gap_and_without(transport):
    row = transport.training.iloc[5]
    numbers = ({"gap_ev": row["gap_ev"]}, {})
    found = transport.predict([Material(id="a", formula=row["formula"], numbers=given) for given in numbers])
    names = transport.training["formula"].to_numpy()[found.nearest]
    assert row["formula"] in names[0]
    assert row["formula"] in names[1]
    assert found.nearest.max() < len(transport.training)
    assert len(transport.domain.points) == 2 * len(transport.training)


def test_without_neighbours_rows_with_a_gap_and_without_are_told_as_before(transport):
    rows = [Material(id="a", formula="BaTiO3", numbers=numbers) for numbers in ({"gap_ev": 3.0}, {})]
    found, quick = transport.predict(rows), transport.predict(rows, with_nearest=False)
    assert quick.nearest.shape == (2, 0)
    for key, inside in found.in_domain.items():
        assert quick.in_domain[key].tolist() == inside.tolist()
        np.testing.assert_array_equal(quick.upper[key], found.upper[key])


def test_all_four_splits_are_measured(measured):
    record = measured.card.targets["zt"]
    assert set(record["measured_on"]) == {"by rows", "by paper", "by host"}
    n = record["metrics"]["n"]
    assert {found["n"] for found in record["measured_on"].values()} == {n}
    assert record["intervals"]["n_calibration"] == 3 * n  # not on rows whose curve was learned
    assert set(record["intervals"]["by_family"]) <= set(DISTANCE_CLASSES)


def test_rows_by_row_are_easier_than_by_host(measured):
    record = measured.card.targets["seebeck_uv_per_k"]["measured_on"]
    assert record["by rows"]["mae"] < record["by host"]["mae"]


def test_the_group_follows_the_distance_from_what_was_learned(measured):
    names = [measured.grouping(at(formula, 300.0)) for formula in ("PbTe", "PbTe0.99Cl0.01", "UC")]
    assert names == ["same composition", "same host", "new"]


def test_only_a_model_of_measurements_tells_a_series_from_its_host(measured, transport):
    groups = [model.card.domain["groups"] for model in (measured, transport)]
    assert groups == [{"optional": [], "series": True}, {"optional": ["gap_ev"], "series": False}]


def test_the_interval_is_that_of_the_group(measured):
    rows = [at("PbTe", 500.0), at("PbTe0.99Cl0.01", 500.0)]
    groups = [measured.grouping(material) for material in rows]
    intervals, number = (
        measured.intervals["seebeck_uv_per_k"],
        list(measured.card.targets).index("seebeck_uv_per_k"),
    )
    scale = pipeline_outputs(measured.pipeline, rows)[1][:, number]
    found = measured.predict(rows)
    half = found.upper["seebeck_uv_per_k"] - found.value["seebeck_uv_per_k"]
    quantiles = np.array([intervals.by_family[group] for group in groups])
    assert quantiles[0] != quantiles[1]
    np.testing.assert_allclose(half, quantiles * (scale + intervals.floor), rtol=1e-6)


def test_an_interval_stands_about_the_answer_that_is_given_not_one_below_the_least(measured):
    target = measured.card.targets["power_factor_mw_per_m_k2"]
    targets = {**measured.card.targets, "power_factor_mw_per_m_k2": {**target, "minimum": 1000.0}}
    raised = replace(measured, card=replace(measured.card, targets=targets))
    found, plain = (
        {end: getattr(model.predict([at("PbTe", 500.0)]), end)["power_factor_mw_per_m_k2"][0] for end in ENDS}
        for model in (raised, measured)
    )
    assert found["lower"] == found["value"] == 1000.0
    assert found["upper"] - 1000.0 == pytest.approx(plain["upper"] - plain["value"])


def test_a_temperature_beyond_training_is_flagged(measured):
    found = measured.predict([at("PbTe", t) for t in (299.0, 500.0, 901.0, 1500.0)])
    assert found.in_domain["zt"].tolist() == [False, True, False, False]


def test_the_rows_learned_keep_paper_and_temperature(measured):
    assert {"temperature_k", "doi"} <= set(measured.training.columns)
    assert measured.training["doi"].str.startswith("10.1000/").all()


def test_a_missing_temperature_is_one_sentence(measured):
    with pytest.raises(InputError, match="temperature_k"):
        measured.predict([Material(id="a", formula="PbTe")])


def test_fine_tuning_needs_a_network_of_the_same_sizes(models, monkeypatch):
    monkeypatch.setenv("MI_MODELS", str(models))
    from mi_core.descriptors.formulas import FormulaFractions

    X = FormulaFractions().transform(["SrTiO3", "BaTiO3", "CaTiO3"])
    sizes = {"n_messages": 1, "n_blocks": 1, "n_networks": 1, "epochs": 1, "learning_rate": 1e-3}
    with pytest.raises(InputError, match="no composition network with 32 features"):
        FineTunedComposition(start=START, features=32, **sizes).fit(X, np.arange(3.0))
    with pytest.raises(InputError, match="no composition network"):
        FineTunedComposition(start=MEASURED, features=16, **sizes).fit(X, np.arange(3.0))


def test_fine_tuning_starts_from_the_other_models_body(models, monkeypatch):
    monkeypatch.setenv("MI_MODELS", str(models))
    network = FineTunedComposition(start=START, features=16, n_messages=1, n_blocks=1, learning_rate=1e-3)
    untrained = network.build_network(2)
    network.prepare(untrained, [], 0)
    theirs = load_model(START).pipeline[-1].networks_[0].state_dict()
    ours = untrained.state_dict()
    same = [key for key in theirs if not key.startswith(("mean.", "log_scale."))]
    assert same
    assert all((ours[key] == theirs[key]).all() for key in same)
