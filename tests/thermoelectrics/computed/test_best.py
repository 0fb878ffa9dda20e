"""Relaxation times, best points, wishes, curves, and the table that ships."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from mi_core.errors import InputError
from mi_core.thermoelectrics.computed.best import AT_THE_END, Wishes, best_points, wanted
from mi_core.thermoelectrics.computed.curves import curves, doping_words
from mi_core.thermoelectrics.computed.quantities import COMPUTED_COLUMNS, quantities
from mi_core.thermoelectrics.computed.shipped import DEVIATION, compared
from mi_core.thermoelectrics.display import KAPPA_E, POWER_FACTOR, ZT_ELECTRONIC, Display
from mi_core.thermoelectrics.transport.analysis import SEEBECK, SIGMA

POINT = {
    "id": "mp-1", "formula": "PbTe", "gap_ev": 0.8, "carrier": "n", "temperature_k": 300.0, "carriers_per_cm3": 1e18,
    "sigma": 1000.0, "S": -200.0, "kappa": 8000.0, "PF": 40.0, "m": 0.2, "file": "a",
}  # fmt: skip


def points(*changes) -> pd.DataFrame:
    return pd.DataFrame([POINT | change for change in changes])


def test_numbers_are_put_to_the_relaxation_time():
    row = quantities(points({}), 10.0).iloc[0]
    assert row[SIGMA] == pytest.approx(1e4)
    assert row[SEEBECK] == -200.0
    assert row[KAPPA_E] == pytest.approx(0.08)  # W/(m K)
    assert row[POWER_FACTOR] == pytest.approx(0.4)  # mW/(m K²)
    assert row[ZT_ELECTRONIC] == pytest.approx(0.4e-3 * 300 / 0.08)
    assert quantities(points({}), 1.0)[ZT_ELECTRONIC].iloc[0] == pytest.approx(row[ZT_ELECTRONIC])
    assert list(row.index) == list(COMPUTED_COLUMNS)
    with pytest.raises(InputError, match="relaxation time"):
        quantities(points({}), 0.0)


def test_the_best_stand_first_and_metals_last():
    shown = quantities(
        points(
            {},
            {"temperature_k": 600.0, "PF": 90.0},
            {"temperature_k": 600.0, "PF": 50.0, "carriers_per_cm3": 1e20},
            {"carrier": "p", "PF": 20.0, "carriers_per_cm3": 1e20},
            {"id": "mp-2", "gap_ev": 0.0, "PF": 1e6},
        )
    )
    best = best_points(shown)
    assert list(zip(best["id"], best["carriers"], strict=True)) == [
        ("mp-1", "n"),
        ("mp-1", "p"),
        ("mp-2", "n"),
    ]
    assert best["temperature_k"].iloc[0] == 600.0
    assert best[AT_THE_END].tolist() == [False, True, True]


@pytest.mark.parametrize(
    ("wishes", "ids"),
    [
        (Wishes(), ["mp-1", "mp-2", "mp-30"]),
        (Wishes(find="Te"), ["mp-1"]),
        (Wishes(find="o"), ["mp-2"]),
        (Wishes(find="O, Si"), ["mp-2"]),
        (Wishes(find="MP-3"), ["mp-30"]),
        (Wishes(find="P"), []),  # phosphorus, not lead
        (Wishes(kind="metals"), ["mp-30"]),
        (Wishes(kind="gap", min_gap=1.0), ["mp-2"]),
        (Wishes(coldest=350.0), ["mp-2"]),
        (Wishes(hottest=300.0, most_carriers=1e18), ["mp-1"]),
    ],
)
def test_wishes(wishes, ids):
    shown = quantities(
        points(
            {},
            {"id": "mp-2", "formula": "SiO2", "gap_ev": 6.0, "temperature_k": 400.0},
            {"id": "mp-30", "formula": "Cu", "gap_ev": 0.0, "carriers_per_cm3": 1e19},
        )
    )
    assert wanted(shown, wishes)["id"].tolist() == ids


def test_curves_go_by_doping_or_by_temperature(reading):
    shown = quantities(reading.points)
    one = shown[(shown["id"] == "example-1") & (shown["carriers"] == "n")]
    by_doping, by_temperature = curves(one, "temperature"), curves(one, "doping", Display(celsius=True))
    assert [curve.name for curve in by_doping] == [f"10{x} cm⁻³" for x in ("¹⁶", "¹⁷", "¹⁸", "¹⁹", "²⁰")]
    assert by_temperature[0].name == "-173.15 °C"
    assert len(by_temperature) == 13
    assert all(curve.rows["temperature_k"].is_monotonic_increasing for curve in by_doping)


def test_words_of_dopings():
    assert doping_words(3e19) == "3·10¹⁹ cm⁻³"
    assert doping_words(1e15) == "10¹⁵ cm⁻³"


def test_the_table_is_compared_where_both_have_a_number():
    shown = quantities(points({}, {"temperature_k": 400.0}, {"carrier": "p"}, {"id": "mp-2"}), 10.0)
    table = pd.DataFrame(
        {"id": ["mp-1", "mp-2"], "carriers": "n", SEEBECK: -200.0, SIGMA: [1000.0, 500.0], POWER_FACTOR: 0.04}
    )
    found = compared(shown, table)
    assert found["id"].tolist() == ["mp-1", "mp-2"]
    assert found[DEVIATION].to_numpy() == pytest.approx([0.0, 1.0])
    assert found[f"{SIGMA}_of_table"].tolist() == [10_000.0, 5000.0]
    assert compared(shown, table.iloc[:0]).empty
    assert np.isfinite(found[DEVIATION]).all()
