"""Predictions as one HTML file that opens anywhere, offline: figures, tables, and the models' cards in short."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from mi_core.datasets.entries import entry_url
from mi_core.prediction import words
from mi_core.prediction.basis import basis_of, basis_sentences, one_composition
from mi_core.prediction.frame import read_nearest
from mi_core.report import drawn, rendered
from mi_core.targets import TARGETS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    import pandas as pd
    import plotly.graph_objects as go

    from mi_core.pretrained.card import ModelCard
    from mi_core.targets import Target

OPEN_TABLE_ROWS = 30
LIBRARIES = ("torch", "scikit-learn", "pymatgen", "numpy", "plotly")


def html_report(
    frame: pd.DataFrame,
    cards: Sequence[ModelCard],
    figures: Mapping[str, go.Figure],
    *,
    made_on: date,
    known: Mapping[str, Target] = TARGETS,
) -> str:
    """Return the report of a prediction frame as a self-contained page.

    frame : prediction frame (mi_core.prediction.frame).
    cards : cards of the models; those that answered in the frame are shown.
    figures : by target key the figure shown above that target's table; all others come first, under no heading.
    known : the targets by key (`Catalogue.targets`).
    """
    by_name = {card.name: card for card in cards}
    pictures = {key: drawn(figure) for key, figure in figures.items()}
    sections = [
        (known[key], pictures.get(key, ""), list(rows.itertuples()))
        for key, rows in frame.groupby("target", sort=False)
    ]
    return rendered(
        "prediction/report.html",
        LIBRARIES,
        title="Predicted properties",
        made_on=made_on.isoformat(),
        counts=_counts(frame),
        remarks=_answered_from_less(frame, by_name),
        first=[picture for key, picture in pictures.items() if key not in known],
        sections=sections,
        open_table_rows=OPEN_TABLE_ROWS,
        cards=by_name,
        answered=[card for card in cards if card.name in set(frame["model"])],
        basis_of=basis_of,
        known=known,
        linked=_linked,
        words=words,
    )


def _counts(frame: pd.DataFrame) -> str:
    materials, predicted, asked = frame["id"].nunique(), int(frame["value"].notna().sum()), len(frame)
    return (
        f"{predicted:,} of {asked:,} predictions made for {materials:,} materials · "
        f"intervals hold the true value in {words.COVERAGE} of cases like those of the training data"
    )


def _answered_from_less(frame: pd.DataFrame, cards: Mapping[str, ModelCard]) -> list[str]:
    """Say which numbers were not read from the crystal, and which materials share theirs."""
    shared = [
        f"{', '.join(ids)} ({formula}) have one composition: their values with † are the same."
        for formula, ids in one_composition(frame, cards).items()
    ]
    return [*basis_sentences(frame, cards), *shared]


def _linked(nearest: str) -> Markup:
    """Return the cell of nearest compounds with their ids leading to their databases; its words stay as they are."""
    text = escape(nearest)
    for row_id in {compound.id for compound in read_nearest(nearest)}:
        if url := entry_url(row_id):
            text = text.replace(f"({row_id})", Markup('(<a href="{}">{}</a>)').format(url, row_id))
    return text
