"""The report of the page: its figures, and the order of its curves."""

from __future__ import annotations

from mi_core.thermoelectrics.asked import asked_of_texts
from mi_core.thermoelectrics.learned import learned_rows
from mi_core.thermoelectrics.neighbours import known_materials, nearest_measured
from mi_core.thermoelectrics.predicted import predicted_curves
from mi_core.thermoelectrics.predicted_points import predicted_points
from mi_core.thermoelectrics.report.predictions import Predictions
from mi_core.thermoelectrics.standing import standing as standing_of
from mi_core.thermoelectrics.web.report import predicted_report
from mi_core.thermoelectrics.web.view import View


def test_the_report_holds_both_figures_of_a_series_and_the_headroom(with_tiny_thermoelectrics):
    view = View(x="0, 0.02", near="all", sides=(400.0, 600.0), at=500.0)
    asked = tuple(asked_of_texts(["Pb1-xNaxTe", "Qq"], (0.0, 0.02)))
    curves = predicted_curves(asked, (300.0, 500.0, 700.0))
    followed, known = predicted_points(curves), known_materials(learned_rows())
    made = Predictions(curves, followed, standing_of(followed, known))
    html = predicted_report(made, "Pb0.98Na0.02Te", nearest_measured("PbTe", known), view, known).decode()
    assert html.count('class="plotly-graph-div"') == 3
    for words in ("Against temperature", "Against x at 500 K", "3 measured compositions of this series"):
        assert words in html
    assert "A leg from 400 K to 600 K" in html
    assert html.index("<h2>Pb<sub>0.98</sub>Na<sub>0.02</sub>Te</h2>") < html.index("<h2>PbTe</h2>")
