"""Contradictions of measured thermoelectrics and how far papers lie apart, by hand and on the real table."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from mi_core.datasets.consistency import inconsistencies, lorenz_number, repeats
from mi_core.datasets.loading import load_dataset
from mi_core.errors import InputError


def rows(*changes):
    """PbTe with zT = 2e-3 · 500 / 2 = 0.5 and L σ T = 1.68e-8 · 5e4 · 500 = 0.42 W/(m K), changed row by row."""
    sound = {
        "formula": "PbTe",
        "temperature_k": 500.0,
        "seebeck_uv_per_k": 200.0,
        "conductivity_s_per_m": 5e4,
        "thermal_conductivity_w_per_mk": 2.0,
        "power_factor_w_per_mk2": 2e-3,
        "zt": 0.5,
        "doi": "10.1/a",
    }
    return pd.DataFrame([sound | change for change in changes])


def test_the_lorenz_number_by_hand():
    # 1.5 + e^0, 1.5 + e^-1, and the nondegenerate limit of acoustic phonons, (k/e)² · 2 = 1.485e-8
    assert lorenz_number([0.0, 116.0, -116.0]) == pytest.approx([2.5e-8, 1.8679e-8, 1.8679e-8], rel=1e-4)
    assert lorenz_number(2000.0) == pytest.approx(1.485e-8, rel=0.02)


def test_each_contradiction_is_found_and_no_other():
    found = inconsistencies(
        rows(
            {},
            {"temperature_k": 600.0, "zt": 0.6 * 1.19},
            {"temperature_k": 601.0, "zt": 0.601 * 1.21},
            {"temperature_k": 602.0, "zt": 0.602 * 0.79},
            {"temperature_k": 700.0, "zt": 3.5, "thermal_conductivity_w_per_mk": 0.4},  # L σ T = 0.588
        )
    )
    off, electronic, repeated = (found[name].tolist() for name in found)
    assert off == [False, False, True, True, False]
    assert electronic == [False, False, False, False, True]
    assert not any(repeated)


def test_a_composition_listed_again_is_flagged_in_all_its_rows():
    again = inconsistencies(rows({}, {"formula": "Pb2Te2"}, {"formula": "SnTe"})).iloc[:, 2]
    assert again.tolist() == [True, True, False]


def test_repeats_compare_papers_not_rows():
    frame = rows(
        {"zt": 0.4},
        {"zt": 0.6},  # the same paper: one value of 0.5
        {"zt": 0.8, "doi": "10.1/b"},
        {"zt": 0.9, "doi": "10.1/c", "formula": "Pb0.5Te0.5"},
        {"zt": 9.9, "doi": "10.1/d", "temperature_k": 501.0},
    )
    found = repeats(frame)  # papers at 0.5, 0.8 and 0.9
    assert (found.compositions, found.papers, found.pairs) == (1, 3, 3)
    assert found.difference == pytest.approx((0.3 + 0.4 + 0.1) / 3)
    assert found.deviation == pytest.approx((0.3 + 0.0 + 0.1) / 3)


def test_a_composition_that_many_papers_measured_counts_once():
    often = [
        {"temperature_k": 300.0 + place, "doi": doi, "zt": zt}
        for place in range(9)
        for doi, zt in (("10.1/a", 0.2), ("10.1/b", 0.8))
    ]
    once = [{"formula": "SnTe", "zt": 0.4}, {"formula": "SnTe", "zt": 0.6, "doi": "10.1/b"}]
    found = repeats(rows(*often, *once))
    assert (found.compositions, found.papers, found.pairs) == (2, 2, 10)
    assert (found.lowest, found.deviation, found.highest) == pytest.approx((0.1, 0.2, 0.3))
    assert found.difference == pytest.approx(0.4)


def test_the_deviation_of_many_papers_is_the_error_of_a_perfect_model_and_two_papers_differ_by_more():
    noise = np.random.default_rng(0).normal(size=4000)
    found = repeats(rows(*({"zt": zt, "doi": f"10.1/{n}"} for n, zt in enumerate(noise[:400]))))
    perfect = np.abs(noise).mean()
    assert found.deviation == pytest.approx(perfect, rel=0.08)
    assert found.difference == pytest.approx(np.sqrt(2) * perfect, rel=0.08)


def test_without_repeats_there_is_no_deviation():
    found = repeats(rows({}))
    assert (found.compositions, found.papers, found.pairs) == (0, 0, 0)
    assert np.isnan([found.deviation, found.lowest, found.highest, found.difference]).all()


def test_counts_of_the_real_table_are_those_of_its_card(data_dir):
    data = load_dataset("estm_thermoelectrics")
    found = inconsistencies(data.frame)
    assert found.sum().tolist() == [45, 104, 159]
    assert found.any(axis=1).sum() == (~data.frame["is_consistent"]).sum() == 305
    said = " ".join(data.card.traps)
    assert "305 rows in hand contradict" in said
    assert "more than 20 % in 45, " in said
    assert "in 104, and 159 list" in said


def test_how_far_papers_lie_apart_in_the_real_table_is_on_its_card(data_dir):
    data = load_dataset("estm_thermoelectrics")
    found = repeats(data.frame)
    assert (found.compositions, found.papers, found.pairs) == (11, 25, 105)
    assert (found.difference, found.deviation) == pytest.approx((0.1448, 0.0764), abs=1e-4)
    assert (found.lowest, found.highest) == pytest.approx((0.0152, 0.1515), abs=1e-4)
    said = " ".join(data.card.traps)
    assert "11, by 25 papers, in 105 pairs" in said
    assert "differ in zT by 0.14 on average" in said
    assert "by 0.076, from 0.015 to 0.15: an estimate" in said


def test_the_switch_drops_what_is_flagged_and_says_so(data_dir):
    every, sound = (
        load_dataset("estm_thermoelectrics", switches=s).frame for s in ((), ("consistent_rows",))
    )
    report = load_dataset("estm_thermoelectrics", switches=["consistent_rows"]).report
    assert (len(every), len(sound), report.rows_out) == (4693, 4388, 4388)
    assert not inconsistencies(sound).any(axis=None)
    assert report.steps[-1].dropped == 305
    assert "305 rows dropped where is_consistent is false" in str(report)


def test_an_unknown_switch_is_named(data_dir):
    with pytest.raises(InputError, match=r"'consistent' is not known; choose one of consistent_rows"):
        load_dataset("estm_thermoelectrics", switches=["consistent"])
    with pytest.raises(InputError, match=r"choose one of \(none\)"):
        load_dataset("mp_perovskites", switches=["consistent_rows"])
