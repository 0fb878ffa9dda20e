"""Every figure can be taken away: as an image, as a page, as numbers."""

from __future__ import annotations

from patience import PATIENCE_S
from streamlit.testing.v1 import AppTest

from mi_core.web.components import bundle
from mi_core.web.components.figure_downloads import figure_html


def shown() -> None:
    import pandas as pd
    import plotly.graph_objects as go

    from mi_core.web.components.figure_downloads import figure_with_downloads

    rows = pd.DataFrame({"x": [1, 2], "y": [3, 4]})
    figure_with_downloads(go.Figure(go.Scatter(x=rows["x"], y=rows["y"])), "a name/with: signs", data=rows)
    figure_with_downloads(go.Figure(go.Scatter(x=rows["x"], y=rows["y"])), "without numbers")


def test_a_figure_comes_with_its_files():
    at = AppTest.from_function(shown, default_timeout=PATIENCE_S).run()
    assert not at.exception
    buttons = [button.label for button in at.get("download_button")]
    assert buttons == ["HTML", "CSV", "HTML"]


def test_the_page_of_a_figure_needs_no_network():
    import plotly.graph_objects as go

    page = figure_html(go.Figure(go.Scatter(x=[1, 2], y=[3, 4]))).decode()
    assert "Plotly.newPlot" in page
    assert 'src="http' not in page
    assert "plotly.js v" in page


def test_the_image_buttons_load_the_installed_plotly(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    folder = bundle.served_folder("figure_image")
    assert {path.name for path in folder.iterdir()} == {"index.html", "image.js", "plotly.js"}
    own = (folder / "index.html").read_text() + (folder / "image.js").read_text()
    assert "http://" not in own
    assert "https://" not in own
