"""Predicted curves as one HTML file that opens anywhere, offline: what was asked, what follows, and how far to trust it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mi_core.prediction.words import COVERAGE, html_formula
from mi_core.report import drawn, rendered
from mi_core.thermoelectrics.amounts import sums_sentence
from mi_core.thermoelectrics.display import AS_STORED, Display
from mi_core.thermoelectrics.learned import learned_temperatures
from mi_core.thermoelectrics.leg import LEG_WORDS
from mi_core.thermoelectrics.report.curve import curve_sections
from mi_core.thermoelectrics.report.definitions import definitions
from mi_core.thermoelectrics.report.model import answering_model
from mi_core.thermoelectrics.report.tables import OUTSIDE, asked_lines, digits, points_table, standing_table
from mi_core.thermoelectrics.standing import warnings
from mi_core.thermoelectrics.transport.analysis import TEMPERATURE, ZT
from mi_core.words import counted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import pandas as pd

    from mi_core.report import Picture
    from mi_core.thermoelectrics.neighbours import KnownMaterials

LIBRARIES = ("scikit-learn", "lightgbm", "pymatgen", "numpy", "plotly")
MOST_POINTS = 500  # rows of the table of numbers; a longer one is for a spreadsheet


class Predictions(NamedTuple):
    """Frames of `predicted_curves`, `predicted_points` and `standing`, of the same curves."""

    curves: pd.DataFrame
    points: pd.DataFrame
    standing: pd.DataFrame


def prediction_report(
    predictions: Predictions,
    pictures: Sequence[Picture],
    known: KnownMaterials,
    *,
    made_on: date,
    closely: Sequence[str] = (),
    sides: tuple[float, float] | None = None,
    carriers: str = "",
    display: Display = AS_STORED,
) -> str:
    """Return the report of predictions as a self-contained page.

    pictures : shown in this order. closely : curves that get a section of their own, with the leg between `sides` (K, None
    for the whole range) and the nearest measured compositions, of one type of `carriers` ("n", "p") or any (""). InputError
    where the model is not there.
    """
    curves, points, lines = predictions
    good = points[points[ZT].notna()]
    doubts = warnings(points, lines, learned_temperatures(), display)
    if sums := sums_sentence(curves["curve"]):
        doubts.append(sums)
    return rendered(
        "thermoelectrics/report/predictions.html",
        LIBRARIES,
        title="Predicted thermoelectrics",
        made_on=made_on.isoformat(),
        counts=_counts(predictions),
        asked=asked_lines(curves, display),
        doubts=doubts,
        pictures=[(picture.title, drawn(picture.figure), picture.words) for picture in pictures],
        standing=standing_table(lines, display),
        faults=dict(zip(lines["curve"], lines["error"], strict=True)),
        sections=curve_sections(
            points, lines, known, closely, sides=sides, carriers=carriers, display=display
        ),
        leg_words=LEG_WORDS,
        points=points_table(good.head(MOST_POINTS), display),
        left_out=max(0, len(good) - MOST_POINTS),
        model=answering_model(),
        definitions=definitions(display),
        coverage=COVERAGE,
        outside=OUTSIDE,
        html_formula=html_formula,
        digits=digits,
    )


def _counts(predictions: Predictions) -> str:
    lines = predictions.standing
    good, temperatures = int((lines["error"] == "").sum()), predictions.points[TEMPERATURE].nunique()
    return f"{good:,} of {counted(len(lines), 'composition')} predicted at {counted(temperatures, 'temperature')}"
