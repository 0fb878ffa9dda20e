"""Predicted curves of the model of measured thermoelectrics, a small one that is really trained."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from mi_core.errors import InputError
from mi_core.prediction.predict import predict
from mi_core.structures.rows import formula_row
from mi_core.thermoelectrics.asked import Asked, asked_of_texts
from mi_core.thermoelectrics.learned import MODEL, TARGETS, is_trained, learned_rows, learned_temperatures
from mi_core.thermoelectrics.predicted import COLUMNS, MOST_POINTS, check_size, predicted_curves


def test_a_row_per_curve_temperature_and_target_in_their_order(with_tiny_thermoelectrics):
    frame = predicted_curves(asked_of_texts(["PbTe", "Bi2Te2Se1-xIx"], [0.01]), [300.0, 500.0])
    assert tuple(frame.columns) == COLUMNS
    assert frame["curve"].tolist() == ["PbTe"] * 10 + ["Bi2Te2Se0.99I0.01"] * 10
    assert frame["temperature_k"].tolist() == ([300.0] * 5 + [500.0] * 5) * 2
    assert frame["target"].tolist() == [*TARGETS] * 4
    assert frame["x"].iloc[10:].tolist() == [0.01] * 10
    assert set(frame["model"]) == {MODEL}
    assert (frame["lower"] <= frame["value"]).all()
    assert (frame["value"] <= frame["upper"]).all()


def test_values_are_those_of_the_product_s_one_way_of_predicting(with_tiny_thermoelectrics):
    frame = predicted_curves([Asked("PbTe", "PbTe")], [500.0])
    row = replace(formula_row("a", "", "PbTe"), numbers={"temperature_k": 500.0})
    alone = predict([row], ["zt"], model=MODEL)
    assert frame.loc[frame["target"] == "zt", "value"].item() == pytest.approx(alone["value"].item())


def test_the_made_up_physics_is_found_again(with_tiny_thermoelectrics):
    frame = predicted_curves(asked_of_texts(["Pb0.985Na0.015Te", "Bi2Te2Se0.985I0.015"]), [300.0, 900.0])
    seebeck = frame[frame["target"] == "seebeck_uv_per_k"]["value"].to_numpy()
    assert (np.sign(seebeck) == [1, 1, -1, -1]).all()
    assert abs(seebeck[1]) > abs(seebeck[0])


def test_bands_of_new_hosts_are_wider_than_those_of_known_ones(with_tiny_thermoelectrics):
    frame = predicted_curves(asked_of_texts(["PbTe", "AgSbTe2"]), [500.0])
    zt = frame[frame["target"] == "zt"]
    width = (zt["upper"] - zt["lower"]).to_numpy()
    assert width[1] > 1.5 * width[0]


def test_what_cannot_be_predicted_keeps_its_rows_and_the_others_stay(with_tiny_thermoelectrics):
    asked = asked_of_texts(["PbTe", "Qq", "Pb1-xNaxTe", ""], [1.5])
    frame = predicted_curves(asked, [0.0, 500.0, 5000.0])
    errors = frame.drop_duplicates(["curve", "temperature_k"]).set_index(["curve", "temperature_k"])["error"]
    assert "Nothing is predicted at 0 K" in errors["PbTe", 0.0]
    assert errors["PbTe", 500.0] == ""
    assert "up to 4,000 K" in errors["PbTe", 5000.0]
    assert "no chemical element" in errors["Qq", 500.0]
    assert "choose x from 0 to 1" in errors["Pb1-xNaxTe, x = 1.5", 500.0]
    assert "empty" in errors["", 500.0]
    assert frame.loc[frame["error"] != "", "value"].isna().all()


def test_temperatures_beyond_those_that_were_learned_are_flagged(with_tiny_thermoelectrics):
    assert learned_temperatures() == pytest.approx((300.0, 900.0))
    frame = predicted_curves([Asked("PbTe", "PbTe")], [200.0, 600.0, 1000.0])
    learned = frame.drop_duplicates("temperature_k")["temperature_learned"]
    assert learned.tolist() == [False, True, False]
    assert not frame.loc[frame["temperature_k"] != 600.0, "in_domain"].any()


def test_a_curve_may_bring_its_own_temperatures(with_tiny_thermoelectrics):
    asked = [Asked("PbTe", "PbTe", temperatures=(350.0,)), Asked("SnTe", "SnTe")]
    frame = predicted_curves(asked, [300.0, 500.0])
    assert frame.groupby("curve", sort=False)["temperature_k"].unique().map(list).tolist() == [
        [350.0],
        [300.0, 500.0],
    ]


def test_the_rows_that_were_learned_come_with_their_papers(with_tiny_thermoelectrics):
    rows = learned_rows()
    assert {"id", "formula", "temperature_k", "doi", *TARGETS} <= set(rows.columns)
    assert rows["doi"].str.startswith("10.1000/").all()


def test_without_the_model_it_is_said_how_to_train_it(tmp_path, monkeypatch):
    monkeypatch.setenv("MI_MODELS", str(tmp_path))
    assert not is_trained()
    with pytest.raises(InputError, match=f"mi_core train {MODEL}"):
        predicted_curves([Asked("PbTe", "PbTe")], [300.0])


def test_too_much_and_nothing_at_all_are_refused():
    with pytest.raises(InputError, match="1,300,000 pairs"):
        check_size(1_300_000)
    with pytest.raises(InputError, match="Nothing is asked for"):
        check_size(0)
    check_size(MOST_POINTS)
