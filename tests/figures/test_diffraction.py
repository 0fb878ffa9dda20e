import pandas as pd

from mi_core.figures.diffraction import powder_figure
from mi_core.structures.analysis.diffraction import REFLECTION_COLUMNS

PEAKS = pd.DataFrame(
    [(27.4, 8.1, "111", 8, 3.256), (31.7, 100.0, "200", 6, 2.82), (45.5, 65.6, "220", 12, 1.994)],
    columns=REFLECTION_COLUMNS,
)


def test_every_peak_is_a_stick_with_its_indices():
    figure = powder_figure(PEAKS, wavelength="CuKa", formula="NaCl")
    sticks, hover = figure.data
    assert list(sticks.x[:2]) == [27.4, 27.4]
    assert list(sticks.y[:2]) == [0, 8.1]
    assert sticks.x[2] is None
    assert [row[0] for row in hover.customdata] == ["111", "200", "220"]
    assert {a.text for a in figure.layout.annotations} == {"111", "200", "220"}
    assert "2θ" in figure.layout.xaxis.title.text
    assert "NaCl" in figure.layout.title.text


def test_labels_do_not_cover_each_other():
    close = PEAKS.assign(two_theta_deg=[31.2, 31.7, 45.5])
    assert {a.text for a in powder_figure(close).layout.annotations} == {"200", "220"}


def test_a_pattern_without_peaks_is_an_empty_figure():
    figure = powder_figure(PEAKS.iloc[:0])
    assert len(figure.data[1].x) == 0
