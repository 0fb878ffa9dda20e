"""Proposed alloys as one HTML file that opens anywhere, offline, and needs no thermodynamic database."""

from __future__ import annotations

from html import escape
from importlib import metadata
from typing import TYPE_CHECKING

from mi_core.alloys.compositions.composition import BALANCE
from mi_core.alloys.compositions.molar_masses import MOLAR_MASS
from mi_core.alloys.design.proposal_table import CONFIRMED, REFUTED, proposal_table, wish_text
from mi_core.alloys.specification.reading import wishes
from mi_core.prediction.report import drawn, head

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    import pandas as pd
    import plotly.graph_objects as go

    from mi_core.alloys.design.proposals import Proposal
    from mi_core.alloys.specification.reading import Specification

LIBRARIES = ("pycalphad", "torch", "numpy", "plotly")
LEAST_SHOWN = 0.005  # wt%
MORE_STYLE = ".confirmed td{background:#eef8f0}.refuted td{background:#fdeeee}"


def alloy_report(
    proposals: Sequence[Proposal],
    spec: Specification,
    figures: Mapping[str, go.Figure],
    *,
    made_on: date,
    source: str,
    verification: pd.DataFrame | None = None,
    verdicts: Mapping[int, str] | None = None,
    title: str = "Proposed aluminium alloys",
) -> str:
    """Return the report of proposals for a specification as a self-contained page.

    figures : shown in this order under their titles; source : the database's sentence on origin and licence; verification :
    what the engine computed, a row per proposal and wish, shown as it is; verdicts : CONFIRMED or REFUTED by number.
    """
    table = proposal_table(proposals, spec, verdicts)
    parts = [
        head(title, MORE_STYLE),
        f"<h1>{escape(title)}</h1>",
        f'<p class="quiet">{escape(_circumstances(table, made_on))}</p>',
        "<h2>What was wished</h2>",
        "<ul>" + "".join(f"<li>{escape(wish_text(wish))}</li>" for wish in wishes(spec)) + "</ul>",
        "<h2>What is proposed</h2>",
        _proposals(table),
        *(f"<h2>{escape(name)}</h2>\n{drawn(figure)}" for name, figure in figures.items()),
        f"<h2>What CALPHAD says</h2>\n{_frame(verification)}" if verification is not None else "",
        f'<p class="quiet">{escape(source)}</p>',
        "</body></html>\n",
    ]
    return "\n".join(part for part in parts if part)


def _circumstances(table: pd.DataFrame, made_on: date) -> str:
    said = table["verdict"] if len(table) else []
    confirmed, refuted = sum(v == CONFIRMED for v in said), sum(v == REFUTED for v in said)
    checked = (
        f"{confirmed} confirmed and {refuted} refuted by CALPHAD" if confirmed + refuted else "not verified"
    )
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in LIBRARIES)
    return f"{made_on.isoformat()} · {len(table)} proposals, {checked} · {versions}"


def _proposals(table: pd.DataFrame) -> str:
    """Return the proposals as an HTML table; elements that none of them holds have no column."""
    held = held_in(table)
    heads = [
        "No.",
        *(f"{symbol} (wt%)" for symbol in (BALANCE, *held)),
        "Wishes met",
        "CALPHAD",
        "Nearest alloy",
        "USD/kg",
    ]
    rows = []
    for _, row in table.iterrows():
        cells = [
            f'<td class="number">{row["number"]}</td>',
            *(f'<td class="number">{row[symbol]:.3f}</td>' for symbol in (BALANCE, *held)),
            f'<td class="number">{row["met"]} of {row["wishes"]}</td>',
            f"<td>{escape(row['verdict'] or 'not computed')}</td>",
            f"<td>{escape(str(row['designation']))}, {row['distance_wt']:.2f} wt% away</td>",
            f'<td class="number">{row["cost_usd_per_kg"]:.2f}</td>',
        ]
        rows.append(f'<tr class="{escape(row["verdict"])}">{"".join(cells)}</tr>')
    return _table(heads, rows)


def held_in(table: pd.DataFrame) -> list[str]:
    """Return the alloying elements that any proposal of a table holds, in the order of its columns."""
    symbols = [column for column in table if column in MOLAR_MASS and column != BALANCE]
    return [symbol for symbol in symbols if (table[symbol] >= LEAST_SHOWN).any()]


def _frame(frame: pd.DataFrame) -> str:
    rows = [
        "<tr>" + "".join(f"<td>{escape(_cell(value))}</td>" for value in row) + "</tr>"
        for row in frame.itertuples(index=False)
    ]
    return _table([str(column).replace("_", " ") for column in frame.columns], rows)


def _cell(value) -> str:
    if isinstance(value, float):
        return "–" if value != value else f"{value:.5g}"  # noqa: PLR0124 - NaN
    return (
        {True: "yes", False: "no", None: "–"}.get(value, str(value))
        if isinstance(value, bool | None)
        else str(value)
    )


def _table(heads: Sequence[str], rows: Sequence[str]) -> str:
    head = "".join(f"<th>{escape(text)}</th>" for text in heads)
    body = "\n".join(rows)
    return f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>\n{body}\n</tbody></table></div>'
