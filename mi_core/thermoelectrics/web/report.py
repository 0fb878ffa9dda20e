"""The report of the predictions: a button, and the figures that go into it as the page draws them."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from mi_core.thermoelectrics.transport.analysis import TEMPERATURE
from mi_core.thermoelectrics.web.measured_rows import known_learned
from mi_core.thermoelectrics.web.pictures import (
    has_series,
    legible,
    picture_of_headroom,
    picture_of_series,
    picture_of_temperature,
    temperatures_of_series,
)
from mi_core.thermoelectrics.web.view import PAGE
from mi_core.web.components.downloads import file_button

if TYPE_CHECKING:
    import pandas as pd

    from mi_core.report import Picture
    from mi_core.thermoelectrics.neighbours import KnownMaterials
    from mi_core.thermoelectrics.report.predictions import Predictions
    from mi_core.thermoelectrics.web.view import View


def report_download(predictions: Predictions, curve: str, near: pd.DataFrame | None) -> None:
    """Offer the report; it is made when its button is pressed, of what the page shows then."""
    make = partial(predicted_report, predictions, curve, near, PAGE.now(), known_learned())
    file_button("Report (HTML)", "predicted", "html", "text/html", make, key="thermoelectrics_report")


def predicted_report(
    predictions: Predictions, curve: str, near: pd.DataFrame | None, view: View, known: KnownMaterials
) -> bytes:
    """Return the report; `curve` is the one looked at, `near` what was measured near it, None for nothing."""
    from mi_core.thermoelectrics.report.predictions import prediction_report

    drawn, remark = legible(predictions.curves, curve)
    return prediction_report(
        predictions,
        _pictures(predictions, curve, near, (drawn, remark), view, known),
        known,
        made_on=datetime.now(UTC).astimezone().date(),
        closely=sorted(drawn, key=lambda name: name != curve),
        sides=view.sides,
        carriers=view.near_type,
        display=view.display,
    ).encode()


def _pictures(
    predictions: Predictions,
    curve: str,
    near: pd.DataFrame | None,
    drawn: tuple[list[str], str],
    view: View,
    known: KnownMaterials,
) -> list[Picture]:
    """Return the figures against temperature, against x where there is a series, and of the headroom."""
    curves, points = predictions.curves, predictions.points
    names, remark = drawn
    own = points[points["curve"] == curve]
    pictures = [picture_of_temperature(curves[curves["curve"].isin(names)], own, near, remark, view)]
    if has_series(curves):
        *_, at = temperatures_of_series(curves, view)
        rows = curves[(curves["series"] != "") & (curves[TEMPERATURE] == at)]
        pictures.append(picture_of_series(rows, None if near is None else known, view))
    return [*pictures, picture_of_headroom(own, view)._replace(words="")]  # its section has them
