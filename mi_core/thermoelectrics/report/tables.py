"""The tables of a report in words and digits: what was asked, a line per curve, and all numbers."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from mi_core.prediction.words import COVERAGE
from mi_core.thermoelectrics.display import POWER_FACTOR
from mi_core.thermoelectrics.predicted_points import COLUMN_OF
from mi_core.thermoelectrics.transport.analysis import KAPPA, SEEBECK, SIGMA, TEMPERATURE, ZT
from mi_core.words import counted, listed

if TYPE_CHECKING:
    import pandas as pd

    from mi_core.thermoelectrics.display import Display

#: Column of `predicted_points` → the one of `Display` that says how it is shown.
SHOWN_AS = {
    ZT: ZT,
    SEEBECK: SEEBECK,
    SIGMA: SIGMA,
    KAPPA: KAPPA,
    COLUMN_OF[POWER_FACTOR]: POWER_FACTOR,
}
INSIDE, OUTSIDE = "inside", "outside"  # the domain
MOST_VALUES = 12  # of a letter, in a sentence
MOST_LINES = 20  # of what was asked; the table below has all


def digits(value: float) -> str:
    """Return a number to three significant digits, such as 27,800 or −0.0123; "–" where it is not known."""
    if not math.isfinite(value):
        return "–"
    return f"{float(f'{value:.3g}'):,.10g}".replace("-", "−")


def asked_lines(curves: pd.DataFrame, display: Display) -> list[str]:
    """Return what was asked for, a line per series, formula or material, with its temperatures."""
    lines = []
    asked_as = curves["series"].where(curves["series"] != "", curves["curve"])
    for name, rows in curves.groupby(asked_as, sort=False):
        values = [f"{x:g}" for x in rows["x"].dropna().unique()]
        at_x = f" at {rows['letter'].iloc[0]} = {listed(values, MOST_VALUES)}" if values else ""
        low, high = (display.temperature(end) for end in rows[TEMPERATURE].agg(["min", "max"]))
        steps = counted(rows[TEMPERATURE].nunique(), "temperature")
        lines.append(f"{name}{at_x}: {low if low == high else f'{low} to {high}, {steps}'}")
    rest = [f"and {len(lines) - MOST_LINES:,} more"] if len(lines) > MOST_LINES else []
    return lines[:MOST_LINES] + rest


def standing_table(lines: pd.DataFrame, display: Display) -> pd.DataFrame:
    """Return a line per curve of `standing`, headed for people; columns but for the first that say nothing are left out."""
    temperature, good = display.of(TEMPERATURE), lines["error"] == ""
    interval = [f"{row.lower:.2f} … {row.upper:.2f}" for row in lines.itertuples()]
    table = lines[["curve"]].rename(columns={"curve": "Formula"})
    table["x"] = [f"{x:g}" if math.isfinite(x) else "" for x in lines["x"]]
    of_predicted = {
        "Highest zT": lines["highest_zt"].map("{:.2f}".format),
        f"{COVERAGE} interval": interval,
        "S²σT/κ there": lines["from_parts"].map("{:.2f}".format),
        f"at ({temperature.unit})": [f"{t:.5g}" for t in temperature.values(lines["at_k"])],
        "Type": lines["carrier_type"],
        "Nearest known": lines["relation"],
        "Sign of S in this host": lines["sign"],
    }
    for head, texts in of_predicted.items():
        table[head] = texts
        table.loc[~good, head] = ""
    return table.loc[:, (table != "").any() | (table.columns == "Formula")]


def points_table(points: pd.DataFrame, display: Display) -> pd.DataFrame:
    """Return a row per curve and temperature of `predicted_points`: each predicted number with its interval, as shown."""
    temperature = display.of(TEMPERATURE)
    table = points[["curve"]].rename(columns={"curve": "Formula"})
    table[temperature.label] = [f"{t:.5g}" for t in temperature.values(points[TEMPERATURE])]
    for column, key in SHOWN_AS.items():
        shown = display.of(key)
        numbers = zip(*(shown.values(points[column + end]) for end in ("", "_lower", "_upper")), strict=True)
        table[shown.label] = [
            f"{digits(value)} ({digits(lower)} … {digits(upper)})" for value, lower, upper in numbers
        ]
    table["S²σT/κ"] = points["zt_from_parts"].map(digits)
    table["Domain"] = np.where(points["in_domain"], INSIDE, OUTSIDE)
    return table
