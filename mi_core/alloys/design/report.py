"""Proposed alloys as one HTML file that opens anywhere, offline, and needs no thermodynamic database."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from mi_core.alloys.compositions.composition import BALANCE, MOLAR_MASS
from mi_core.alloys.design.proposal_table import CONFIRMED, REFUTED, proposal_table, wish_text
from mi_core.alloys.specification.wishes import wishes
from mi_core.report import drawn, rendered

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    import pandas as pd
    import plotly.graph_objects as go

    from mi_core.alloys.design.proposals import Proposal
    from mi_core.alloys.specification.wishes import Specification

LIBRARIES = ("pycalphad", "torch", "numpy", "plotly")
LEAST_SHOWN = 0.005  # wt%


def alloy_report(
    proposals: Sequence[Proposal],
    spec: Specification,
    figures: Mapping[str, go.Figure],
    *,
    made_on: date,
    source: str,
    verification: pd.DataFrame | None = None,
    verdicts: Mapping[int, str] | None = None,
) -> str:
    """Return the report of proposals for a specification as a self-contained page.

    figures : shown in this order under their titles; source : the database's sentence on origin and licence; verification :
    what the engine computed, a row per proposal and wish, shown as it is; verdicts : CONFIRMED or REFUTED by number.
    """
    table = proposal_table(proposals, spec, verdicts)
    return rendered(
        "alloys/design/report.html",
        LIBRARIES,
        title="Proposed aluminium alloys",
        made_on=made_on.isoformat(),
        counts=_counts(table),
        wishes=[wish_text(wish) for wish in wishes(spec)],
        symbols=[BALANCE, *held_in(table)],
        proposals=table.to_dict("records"),
        figures={name: drawn(figure) for name, figure in figures.items()},
        verification=verification,
        cell=_cell,
        source=source,
    )


def _counts(table: pd.DataFrame) -> str:
    verdicts = table["verdict"].tolist() if len(table) else []
    confirmed, refuted = verdicts.count(CONFIRMED), verdicts.count(REFUTED)
    checked = f"{confirmed} confirmed and {refuted} refuted by CALPHAD" if any(verdicts) else "not verified"
    return f"{len(table)} proposals, {checked}"


def held_in(table: pd.DataFrame) -> list[str]:
    """Return the alloying elements that any proposal of a table holds, in the order of its columns."""
    symbols = [column for column in table if column in MOLAR_MASS and column != BALANCE]
    return [symbol for symbol in symbols if (table[symbol] >= LEAST_SHOWN).any()]


def _cell(value) -> str:
    if isinstance(value, float):
        return "–" if math.isnan(value) else f"{value:.5g}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "–" if value is None else str(value)
