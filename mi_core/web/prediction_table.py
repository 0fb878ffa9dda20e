"""Predictions as a table: all properties side by side, or one property in full; a click looks at the row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.prediction.words import COVERAGE, INSIDE, NO_PREDICTION, OUTSIDE, decimals, domain_text
from mi_core.targets import TARGETS
from mi_core.web import session
from mi_core.web.formulas import pretty_formula

if TYPE_CHECKING:
    import pandas as pd

STYLED_ROWS = 300  # above it the tints are left out: styling takes half a second per thousand rows
MIXED = "inside for some properties"
_MARK = {INSIDE: "✓", OUTSIDE: "⚠", MIXED: "⚠", NO_PREDICTION: "✕"}
_TINT = {
    OUTSIDE: "background-color: rgba(245, 159, 0, 0.14)",
    NO_PREDICTION: "background-color: rgba(229, 72, 77, 0.16)",
}


def prediction_table(frame: pd.DataFrame, target: str | None, titles: dict[str, str]) -> None:
    """Show one target in full, or all side by side; `titles` gives the models' titles by name."""
    if target is None:
        shown, columns = wide_table(frame), _wide_columns(frame)
    else:
        rows = frame[frame["target"] == target].reset_index(drop=True)
        shown, columns = full_table(rows, titles), _full_columns(target)
    ids = shown["id"].tolist()
    selected = session.selected_material()
    start = ids.index(selected.id) if selected is not None and selected.id in ids else 0
    event = st.dataframe(
        _tinted(shown) if len(shown) <= STYLED_ROWS else shown,
        key=f"predictions_{session.materials_version()}_{target}_{len(shown.columns)}",
        hide_index=True,
        height=min(38 + 35 * len(shown), 388),
        on_select="rerun",
        selection_mode="single-row-required",
        selection_default={"selection": {"rows": [start]}},
        column_config=_identity_columns() | columns,
        placeholder="–",
    )
    rows = event.selection.rows
    if rows and rows[0] < len(ids):
        session.select(ids[rows[0]])


def wide_table(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a row per material: domain in words, then value and half interval width of each target, then remarks."""
    targets = list(dict.fromkeys(frame["target"]))
    parts = {key: frame[frame["target"] == key].reset_index(drop=True) for key in targets}
    first = parts[targets[0]]
    flags = zip(*(parts[key]["in_domain"].map(domain_text, na_action=None) for key in targets), strict=True)
    errors = zip(*(parts[key]["error"] for key in targets), strict=True)
    table = _identity(first, [_joint_words(set(words)) for words in flags])
    for key, part in parts.items():
        table[key] = part["value"]
        table[f"{key}_half"] = (part["upper"] - part["lower"]) / 2
    return table.assign(remarks=[" ".join(dict.fromkeys(e for e in row if e)) for row in errors])


def full_table(rows: pd.DataFrame, titles: dict[str, str]) -> pd.DataFrame:
    """Return the rows of one target: domain in words, value, interval, nearest compounds, model, remarks."""
    table = _identity(rows, [domain_text(flag) for flag in rows["in_domain"]])
    return table.assign(
        value=rows["value"],
        lower=rows["lower"],
        upper=rows["upper"],
        nearest=rows["nearest"].str.replace("; ", " · "),
        model=[titles.get(name, name) for name in rows["model"]],
        remarks=rows["error"],
    )


def _identity(rows: pd.DataFrame, words: list[str]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(
        {
            "id": rows["id"],
            "formula": [pretty_formula(formula) for formula in rows["formula"]],
            "domain": [f"{_MARK[word]} {word}" for word in words],
        }
    )


def _joint_words(words: set[str]) -> str:
    made = words - {NO_PREDICTION}
    if not made:
        return NO_PREDICTION
    return made.pop() if len(made) == 1 else MIXED


def _tinted(shown: pd.DataFrame):
    def tint(row):
        return [_TINT.get(row["domain"][2:], "")] * len(row)

    return shown.style.apply(tint, axis=1)


def _identity_columns() -> dict:
    column = st.column_config
    return {
        "id": column.TextColumn("Id", pinned=True),
        "formula": column.TextColumn("Formula"),
        "domain": column.TextColumn(
            "Domain",
            help="Inside: no element that the model never saw, and as near to its training compounds as most "
            "compounds held out from them. Outside it, intervals promise nothing.",
        ),
        "remarks": column.TextColumn("Remarks", width="large"),
    }


def _wide_columns(frame: pd.DataFrame) -> dict:
    number = st.column_config.NumberColumn
    columns = {}
    for key in dict.fromkeys(frame["target"]):
        digits = f"%.{decimals(key)}f"
        columns[key] = number(f"{TARGETS[key].title} ({TARGETS[key].unit})", format=digits)
        columns[f"{key}_half"] = number(
            "±",
            format=digits,
            width=70,
            help=f"Half the width of the {COVERAGE} interval of the column before",
        )
    return columns


def _full_columns(target: str) -> dict:
    column, unit = st.column_config, TARGETS[target].unit
    digits = f"%.{decimals(target)}f"
    return {
        "value": column.NumberColumn(f"{TARGETS[target].title} ({unit})", format=digits),
        "lower": column.NumberColumn(
            "From", format=digits, help=f"Lower end of the {COVERAGE} interval, {unit}"
        ),
        "upper": column.NumberColumn(
            "To", format=digits, help=f"Upper end of the {COVERAGE} interval, {unit}"
        ),
        "nearest": column.TextColumn(
            "Nearest training compounds",
            width="large",
            help=f"With their true values in {unit}, nearest first",
        ),
        "model": column.TextColumn("Model"),
    }
