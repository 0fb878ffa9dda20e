"""The sentence on what doping alone would bring."""

from __future__ import annotations

import pandas as pd

from mi_core.thermoelectrics.display import Display
from mi_core.thermoelectrics.headroom import headroom_rows, headroom_sentence
from mi_core.thermoelectrics.transport.analysis import analyse


def analysed(rows):
    columns = [
        "temperature_k",
        "seebeck_uv_per_k",
        "conductivity_s_per_m",
        "thermal_conductivity_w_per_mk",
    ]
    return analyse(pd.DataFrame(rows, columns=columns, dtype=float))


def test_the_row_that_could_gain_most_is_told_with_its_numbers():
    table = analysed(
        [(700, -200, 6e4, 1.6), (300, -60, 5e5, 6.0), (400, -210, 3e4, 1.5), (500, -100, 5e4, None)]
    )
    worst = table.loc[table["zt_headroom"].idxmax()]
    sentence = headroom_sentence(table)
    assert worst["doping"] == "over-doped"
    assert sentence.startswith(
        f"At {worst['temperature_k']:.0f} K over-doped: at its optimum this quality factor"
    )
    assert f"gives zT {worst['zt_at_optimum']:.3g}; the sample has {worst['zt_from_parts']:.3g}" in sentence
    assert "S would be −" in sentence
    assert "of 3 rows" in sentence
    assert headroom_rows(table)["temperature_k"].tolist() == [300.0, 400.0, 700.0]


def test_a_sample_at_its_optimum_is_told_so_in_the_unit_shown():
    best = abs(analysed([(300, -200, 5e4, 1.5)])["seebeck_at_optimum_uv_per_k"].iloc[0])
    table = analysed([(300, best, 5e4, 1.5)])
    assert table["doping"].iloc[0] == "at the optimum"
    assert headroom_sentence(table, Display(celsius=True)).startswith(
        "At 26.85 °C at the optimum: this quality"
    )


def test_too_few_carriers_are_told():
    assert "under-doped" in headroom_sentence(analysed([(300, 450, 1e3, 1.5)]))


def test_without_a_quality_factor_nothing_is_said():
    assert headroom_sentence(analysed([(300, -150, 8e4, None)])) == ""
