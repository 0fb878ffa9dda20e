"""What a report says of one predicted curve: how near it is to measured ones, its headroom, its leg, its neighbours."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from mi_core.errors import InputError
from mi_core.thermoelectrics.carriers import carrier_sentence
from mi_core.thermoelectrics.headroom import headroom_sentence
from mi_core.thermoelectrics.leg import leg_between, leg_numbers, sides_within, usable_rows
from mi_core.thermoelectrics.neighbours import nearest_measured, neighbour_table
from mi_core.thermoelectrics.standing import CLASS_WORDS
from mi_core.thermoelectrics.transport.analysis import TEMPERATURE

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from mi_core.thermoelectrics.display import Display
    from mi_core.thermoelectrics.neighbours import KnownMaterials

MOST_NEIGHBOURS = 4
DIRECTLY = "Average of the zT predicted directly"


class CurveSection(NamedTuple):
    """One curve in words and numbers.

    leg : title → text, empty where there are not two temperatures; sides : between which it stands; neighbours : of
    `neighbour_table`, its temperatures as they are shown
    """

    curve: str
    sentences: list[str]
    leg: dict[str, str]
    sides: str
    neighbours: pd.DataFrame


def curve_sections(
    points: pd.DataFrame,
    lines: pd.DataFrame,
    known: KnownMaterials,
    curves: Iterable[str],
    *,
    sides: tuple[float, float] | None,
    carriers: str,
    display: Display,
) -> list[CurveSection]:
    """Return a section for each of these curves that was predicted; arguments as of `prediction_report`."""
    relation = lines[lines["error"] == ""].set_index("curve")["relation"]
    sections = []
    for curve in curves:
        if curve not in relation.index:
            continue
        rows = points[points["curve"] == curve]
        sentences = (
            CLASS_WORDS[relation[curve]],
            carrier_sentence(rows, display),
            headroom_sentence(rows, display),
        )
        near = nearest_measured(rows["formula"].iloc[0], known, MOST_NEIGHBOURS, carriers)
        sections.append(
            CurveSection(
                curve, [s for s in sentences if s], *_leg(rows, sides, display), _neighbours(near, display)
            )
        )
    return sections


def _leg(
    rows: pd.DataFrame, sides: tuple[float, float] | None, display: Display
) -> tuple[dict[str, str], str]:
    """Return the numbers of the leg and its sides in words; empty where the rows make none."""
    try:
        usable = usable_rows(rows)
        if len(usable) < 2:
            return {}, ""
        cold, hot = sides_within(usable[TEMPERATURE], sides)
        leg = leg_between(usable, cold, hot)
    except InputError:
        return {}, ""
    directly = {} if math.isnan(leg.average_stated_zt) else {DIRECTLY: f"{leg.average_stated_zt:.3f}"}
    return leg_numbers(leg) | directly, f"{display.temperature(cold)} to {display.temperature(hot)}"


def _neighbours(near: pd.DataFrame, display: Display) -> pd.DataFrame:
    table = neighbour_table(near)
    return table.assign(
        from_to=[
            " to ".join(
                dict.fromkeys((display.temperature(row.lowest_k), display.temperature(row.highest_k)))
            )
            for row in table.itertuples()
        ]
    )
