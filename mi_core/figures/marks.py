"""What the figures of predictions share: two marks for the domain flag, and names that are safe to draw."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from mi_core.prediction.words import INSIDE, OUTSIDE, html_formula

if TYPE_CHECKING:
    import pandas as pd

# Shape says it as well as colour does; colours are those of the theme, first and second of its series.
DOMAIN_MARKS = ((True, INSIDE, "circle"), (False, OUTSIDE, "diamond-open"))


def name_of(formula: str, row_id: str) -> str:
    """Return formula and id, or one of them where the other says nothing more, as harmless HTML."""
    if not formula:
        return escape(row_id)
    return html_formula(formula) if row_id == formula else f"{html_formula(formula)} ({escape(row_id)})"


def names(rows: pd.DataFrame) -> list[str]:
    """Return the name of each row of a prediction frame."""
    return [name_of(formula, row_id) for formula, row_id in zip(rows["formula"], rows["id"], strict=True)]


def predicted(frame: pd.DataFrame, target: str) -> pd.DataFrame:
    """Return the rows of that target that have a value."""
    return frame[(frame["target"] == target) & frame["value"].notna()]


def error_bars(rows: pd.DataFrame, **style) -> dict:
    """Return plotly's error bars from value to both ends of the interval."""
    return {
        "type": "data",
        "symmetric": False,
        "array": (rows["upper"] - rows["value"]).to_numpy(),
        "arrayminus": (rows["value"] - rows["lower"]).to_numpy(),
        **style,
    }


def say_nothing_there(figure, sentence: str):
    """Write one sentence where the data would be, and hide the axes."""
    figure.add_annotation(text=sentence, showarrow=False, x=0.5, y=0.5, xref="paper", yref="paper")
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False)
    return figure
