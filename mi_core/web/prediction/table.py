"""Predictions as a table: all properties side by side, or one property in full; a click looks at the row."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from mi_core.prediction.basis import bases, basis_of, marks
from mi_core.prediction.frame import nearest_links
from mi_core.prediction.words import (
    COVERAGE,
    INSIDE,
    MIXED,
    NO_PREDICTION,
    OUTSIDE,
    domain_text,
    interval_text,
    joint_words,
)
from mi_core.web.components.formulas import pretty_formula
from mi_core.web.crystals import session
from mi_core.web.crystals.materials_table import FAILED_TINT, WARNING_TINT
from mi_core.web.inputs.table import selectable_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mi_core.pretrained.card import ModelCard
    from mi_core.targets import Target

STYLED_ROWS = 300  # above it the tints are left out: styling takes half a second per thousand rows
#: Pixels, for two ends and a mark: the browser measures the first rows alone, which may hold no interval.
INTERVAL_WIDTH = 150
_MARK = {INSIDE: "✓", OUTSIDE: "⚠", MIXED: "⚠", NO_PREDICTION: "✕"}
_TINT = {OUTSIDE: WARNING_TINT, NO_PREDICTION: FAILED_TINT}


def prediction_table(
    frame: pd.DataFrame, target: str | None, cards: dict[str, ModelCard], known: Mapping[str, Target]
) -> None:
    """Show one target in full, or all side by side; `cards` are those of the models by name, `known` the targets."""
    if target is None:
        shown, columns = wide_table(frame, cards, known), _wide_columns(frame, known)
    else:
        rows = frame[frame["target"] == target].reset_index(drop=True)
        shown, columns = full_table(rows, cards, known[target]), _full_columns(known[target])
    selectable_table(
        session.SESSION,
        shown,
        [_TINT.get(words[2:], "") for words in shown["domain"]] if len(shown) <= STYLED_ROWS else None,
        key=f"predictions_{session.materials_version()}_{target}_{len(shown.columns)}",
        height=388,
        columns=_identity_columns() | columns,
    )


def wide_table(frame: pd.DataFrame, cards: dict[str, ModelCard], known: Mapping[str, Target]) -> pd.DataFrame:
    """Return a row per material: domain in words, then value and interval of each target, then remarks.

    An interval carries the mark of what less than a crystal its model answers from (`prediction.basis`).
    """
    targets = list(dict.fromkeys(frame["target"]))
    parts = {key: frame[frame["target"] == key].reset_index(drop=True) for key in targets}
    first = parts[targets[0]]
    flags = zip(*(parts[key]["in_domain"].map(domain_text, na_action=None) for key in targets), strict=True)
    errors = zip(*(parts[key]["error"] for key in targets), strict=True)
    table = _identity(first, [joint_words(set(words)) for words in flags])
    for key, part in parts.items():
        table[key] = part["value"]
        table[f"{key}_interval"] = intervals(part, cards, known[key])
    return table.assign(remarks=[" ".join(dict.fromkeys(e for e in row if e)) for row in errors])


def full_table(rows: pd.DataFrame, cards: dict[str, ModelCard], target: Target) -> pd.DataFrame:
    """Return the rows of one target: domain in words, value, interval, what it was read from, nearest, model, remarks."""
    table = _identity(rows, [domain_text(flag) for flag in rows["in_domain"]])
    return table.assign(
        value=rows["value"],
        interval=intervals(rows, cards, target),
        basis=[_basis_words(model, cards) for model in rows["model"]],
        link=[nearest_links(text).partition("; ")[0] or None for text in rows["nearest"]],
        nearest=rows["nearest"].str.replace("; ", " · "),
        model=[cards[name].title if name in cards else name for name in rows["model"]],
        remarks=rows["error"],
    )


def intervals(rows: pd.DataFrame, cards: dict[str, ModelCard], target: Target) -> list[str | None]:
    """Return "−3.612 … −3.340 †" for each row of one target, with the mark of its model; None without a prediction."""
    ends = zip(rows["lower"], rows["upper"], marks(rows["model"], cards), strict=True)
    return [
        interval_text(target, lower, upper) + mark if isfinite(lower) and isfinite(upper) else None
        for lower, upper, mark in ends
    ]


def _basis_words(model: str, cards: dict[str, ModelCard]) -> str:
    if not model:
        return ""
    basis = basis_of(model, cards)
    return "the crystal" if basis is None else f"{basis.words.removeprefix('from ')} {basis.mark}"


def _identity(rows: pd.DataFrame, words: list[str]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "id": rows["id"],
            "formula": [pretty_formula(formula) for formula in rows["formula"]],
            "domain": [f"{_MARK[word]} {word}" for word in words],
        }
    )


def _identity_columns() -> dict:
    column = st.column_config
    return {
        "id": column.TextColumn("Id", pinned=True),
        "formula": column.TextColumn("Formula"),
        "domain": column.TextColumn(
            "Domain",
            help="Inside: no element that the model never saw, as near to its training compounds as most compounds "
            "held out from them, and no larger an error expected than for most of these. Outside it, intervals promise "
            "nothing.",
        ),
        "remarks": column.TextColumn("Remarks", width="large"),
    }


def _wide_columns(frame: pd.DataFrame, known: Mapping[str, Target]) -> dict:
    columns = {}
    for key in dict.fromkeys(frame["target"]):
        columns[key] = _value_column(known[key])
        columns[f"{key}_interval"] = _interval_column(
            f"Both ends of the interval of {known[key].title.lower()}, {known[key].unit}"
        )
    return columns


def _full_columns(target: Target) -> dict:
    column, unit = st.column_config, target.unit
    return {
        "value": _value_column(target),
        "interval": _interval_column(f"Both ends of the interval, {unit}"),
        "basis": column.TextColumn(
            "Read from",
            help="What of the material the model reads; all that has this in common gets the same answer",
        ),
        "nearest": column.TextColumn(
            "Nearest training compounds",
            width="large",
            help=f"Formula, id in its database, and true value in {unit}; nearest first",
        ),
        "link": column.LinkColumn(
            "Nearest",
            display_text=r"/([^/]+)$",
            help="The nearest compound in the database it comes from",
        ),
        "model": column.TextColumn("Model"),
    }


def _value_column(target: Target):
    return st.column_config.NumberColumn(
        target.heading, format=f"%.{target.decimals}f", help=target.definition or None
    )


def _interval_column(help_text: str):
    meanings = "; ".join(f"{basis.mark} {basis.words}" for basis in bases())
    return st.column_config.TextColumn(
        f"{COVERAGE} interval", help=f"{help_text}. {meanings}.", alignment="right", width=INTERVAL_WIDTH
    )
