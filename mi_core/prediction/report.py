"""Predictions as one HTML file that opens anywhere, offline: figures, tables, and the models' cards in short."""

from __future__ import annotations

from html import escape
from importlib import metadata
from typing import TYPE_CHECKING

from mi_core.datasets.entries import entry_url
from mi_core.prediction.basis import basis_of, basis_sentences, one_composition
from mi_core.prediction.frame import read_nearest
from mi_core.prediction.words import COVERAGE, OUTSIDE, domain_text, html_formula, interval_text, value_text
from mi_core.targets import find_target, known_targets

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    import pandas as pd
    import plotly.graph_objects as go

    from mi_core.pretrained.card import ModelCard

OPEN_TABLE_ROWS = 30
LIBRARIES = ("torch", "scikit-learn", "pymatgen", "numpy", "plotly")
COLOURS = (
    "#0b7f91", "#e8590c", "#5f3dc4", "#2b8a3e", "#c2255c", "#1971c2", "#a37100", "#5c6b7a", "#862e9c", "#5c7f00",
)  # fmt: skip
STYLE = """
body{font:16px/1.5 system-ui,sans-serif;color:#1b2733;background:#fff;max-width:72rem;margin:2rem auto;padding:0 1rem}
h1{font-size:2rem;margin-bottom:.2rem}h2{margin-top:2.5rem;border-bottom:1px solid #d9e1e7}
.quiet{color:#5c6b7a}.scroll{overflow-x:auto}summary{cursor:pointer;color:#0b7285}
table{border-collapse:collapse;width:100%;font-size:.9rem;font-variant-numeric:tabular-nums}
th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #e6ecf0;vertical-align:top}th{background:#f2f6f8}
td.number{text-align:right;white-space:nowrap}.outside td{background:#fff4ec}.failed td{background:#fdeeee}
abbr{text-decoration:none;cursor:help}a{color:#0b7285;white-space:nowrap}
"""


def html_report(
    frame: pd.DataFrame,
    cards: Sequence[ModelCard],
    figures: Mapping[str, go.Figure],
    *,
    made_on: date,
    summary: str = "",
    title: str = "Predicted properties",
) -> str:
    """Return the report of a prediction frame as a self-contained page.

    frame : prediction frame (mi_core.prediction.frame).
    cards : cards of the models; those that answered in the frame are shown.
    figures : by target key the figure shown above that target's table; all others come first, under no heading.
    summary : a plain-text remark of the author.
    """
    targets = list(dict.fromkeys(frame["target"]))
    by_name = {card.name: card for card in cards}
    first = [figure for key, figure in figures.items() if key not in known_targets()]
    parts = [
        head(title),
        f"<h1>{escape(title)}</h1>",
        f'<p class="quiet">{_circumstances(frame, made_on)}</p>',
        f"<p>{escape(summary)}</p>" if summary else "",
        _answered_from_less(frame, by_name),
        *(drawn(figure) for figure in first),
        *(_target_section(frame[frame["target"] == key], key, figures.get(key), by_name) for key in targets),
        _models_section([card for card in cards if card.name in set(frame["model"])]),
        "</body></html>\n",
    ]
    return "\n".join(part for part in parts if part)


def head(title: str, more_style: str = "") -> str:
    """Return the beginning of a report, up to its body, with plotly's script in it."""
    from plotly.offline import get_plotlyjs

    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{STYLE}{more_style}</style><script>{get_plotlyjs()}</script></head><body>"
    )


def _circumstances(frame: pd.DataFrame, made_on: date) -> str:
    materials, made, asked = frame["id"].nunique(), int(frame["value"].notna().sum()), len(frame)
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in LIBRARIES)
    return escape(
        f"{made_on.isoformat()} · {made:,} of {asked:,} predictions made for {materials:,} materials · "
        f"intervals hold the true value in {COVERAGE} of cases like those of the training data · {versions}"
    )


def _answered_from_less(frame: pd.DataFrame, cards: Mapping[str, ModelCard]) -> str:
    """Say which numbers were not read from the crystal, and which materials share theirs."""
    shared = [
        f"{', '.join(ids)} ({formula}) have one composition: their values with † are the same."
        for formula, ids in one_composition(frame, cards).items()
    ]
    lines = [*basis_sentences(frame, cards), *shared]
    return f"<p>{'<br>'.join(escape(line) for line in lines)}</p>" if lines else ""


def on_paper(figure: go.Figure) -> go.Figure:
    """Return the figure as it is drawn outside the app: dark on white."""
    import plotly.graph_objects as go

    return go.Figure(figure).update_layout(template="plotly_white", colorway=COLOURS)


def drawn(figure: go.Figure) -> str:
    """Return a figure as part of a report that has `head`."""
    return on_paper(figure).to_html(full_html=False, include_plotlyjs=False, config={"displaylogo": False})


def _target_section(
    rows: pd.DataFrame, key: str, figure: go.Figure | None, cards: Mapping[str, ModelCard]
) -> str:
    target = find_target(key)
    body = "\n".join(_row(row, cards) for row in rows.itertuples())
    heads = (
        "Id",
        "Formula",
        f"Value ({target.unit})",
        f"{COVERAGE} interval",
        "Domain",
        "Nearest compounds",
        "Model",
    )
    head = "".join(f"<th>{escape(text)}</th>" for text in heads)
    table = (
        f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>\n{body}\n</tbody></table></div>'
    )
    is_open = " open" if len(rows) <= OPEN_TABLE_ROWS else ""
    picture = drawn(figure) if figure is not None else ""
    folded = f"<details{is_open}><summary>{len(rows):,} rows</summary>{table}</details>"
    definition = f'<p class="quiet">{escape(target.definition)}</p>\n' if target.definition else ""
    return f"<h2>{escape(target.title)}</h2>\n{definition}{picture}\n{folded}"


def _row(row, cards: Mapping[str, ModelCard]) -> str:
    identity = f"<td>{escape(row.id)}</td><td>{html_formula(row.formula)}</td>"
    if row.error:
        return f'<tr class="failed">{identity}<td colspan="5">{escape(row.error)}</td></tr>'
    words = domain_text(row.in_domain)
    style = ' class="outside"' if words == OUTSIDE else ""
    return (
        f'<tr{style}>{identity}<td class="number">{value_text(row.target, row.value)}</td>'
        f'<td class="number">{interval_text(row.target, row.lower, row.upper)}{_mark(row.model, cards)}</td>'
        f"<td>{escape(words)}</td><td>{_linked(row.nearest)}</td><td>{escape(row.model)}</td></tr>"
    )


def _mark(model: str, cards: Mapping[str, ModelCard]) -> str:
    """Return the mark of a number that was read from less than a crystal, which says so under the pointer."""
    basis = basis_of(model, cards)
    return f' <abbr title="{escape(basis.words)}">{basis.mark}</abbr>' if basis else ""


def _linked(nearest: str) -> str:
    """Return the cell of nearest compounds with their ids leading to their databases; its words stay as they are."""
    text = escape(nearest)
    for row_id in {compound.id for compound in read_nearest(nearest)}:
        if url := entry_url(row_id):
            text = text.replace(f"({row_id})", f'(<a href="{url}">{row_id}</a>)')
    return text


def _models_section(cards: list[ModelCard]) -> str:
    if not cards:
        return ""
    return "<h2>Models that answered</h2>\n" + "\n".join(_card(card) for card in cards)


def _card(card: ModelCard) -> str:
    heads = ("Property", "Mean absolute error", "Always the median", "R²", "Coverage", "Held-out rows")
    head = "".join(f"<th>{escape(text)}</th>" for text in heads)
    rows = "".join(_metrics_row(key, target["metrics"]) for key, target in card.targets.items())
    return (
        f"<h3>{escape(card.title)} <code>{escape(card.name)}</code></h3><p>{escape(card.summary)}</p>"
        f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
        f'<p class="quiet">{escape(_origin(card))}</p>'
    )


def _metrics_row(key: str, metrics: dict) -> str:
    target = find_target(key)
    cells = (
        target.title,
        f"{metrics['mae']:.3g} {target.unit}",
        f"{metrics['baseline_mae']:.3g} {target.unit}",
        f"{metrics['r2']:.3f}",
        f"{metrics['coverage']:.1%}",
        f"{metrics['n']:,}",
    )
    return "<tr>" + "".join(f"<td>{escape(text)}</td>" for text in cells) + "</tr>"


def _origin(card: ModelCard) -> str:
    made = card.training
    return (
        f"Trained on {card.dataset['rows']:,} rows of {card.dataset['name']} on {made['date']} "
        f"(revision {made['revision']}); repeat it with: {made['command']}"
    )
