"""The figures of alloys show the numbers they are given."""

from __future__ import annotations

import numpy as np
import pytest

from mi_core.alloys.design.proposal_table import CONFIRMED, OPEN, REFUTED
from mi_core.alloys.figures.colours import LIQUID, MATRIX, order_of_phases, phase_colour
from mi_core.alloys.figures.diagram import Diagram, diagram_figure, wish_range
from mi_core.alloys.figures.evaluation import evaluation_figure
from mi_core.alloys.figures.map import SPREAD, composition_words, plane_of, proposals_map
from mi_core.alloys.figures.scheil import scheil_figure
from mi_core.alloys.figures.sections import section_figure
from mi_core.alloys.specification.wishes import PhaseWish
from mi_core.alloys.thermodynamics.results.sections import Section

PHASES = ("FCC_A1", "LIQUID", "MG2SI", "AL3ZR")
T = np.array([400.0, 600.0, 800.0, 900.0])
FRACTIONS = np.array([[0.98, 0, 0.02, 0], [0.99, 0, 0.01, 0], [1, 0, 0, 0], [0.4, 0.6, 0, 0]])
DIAGRAM = Diagram(T, FRACTIONS, PHASES, FRACTIONS - 0.001, FRACTIONS + 0.001)


def traces(figure, axis: str):
    """Return the traces on an axis, by name."""
    return {trace.name: trace for trace in figure.data if trace.yaxis == axis and trace.name}


def test_the_stack_holds_every_phase_that_occurs_matrix_first_and_melt_last():
    stacked = [trace for trace in diagram_figure(DIAGRAM).data if trace.stackgroup]
    assert [trace.legendgroup for trace in stacked] == ["FCC_A1", "MG2SI", "LIQUID"]
    assert sum(np.array(trace.y) for trace in stacked) == pytest.approx(100.0)


def test_the_small_phases_stand_on_a_scale_of_their_own_with_their_intervals():
    figure = diagram_figure(DIAGRAM)
    assert figure.layout.yaxis2.range[1] == pytest.approx(1.12 * 2)
    lines = [trace for trace in figure.data if trace.yaxis == "y2" and trace.mode == "lines+markers"]
    assert [list(trace.y) for trace in lines] == [[2, 1, 0, 0], [0, 0, 0, 60]]
    band = next(trace for trace in figure.data if trace.fill == "toself")
    assert list(band.y[:4]) == pytest.approx([2.1, 1.1, 0.1, 0.1])
    assert list(band.y[4:]) == pytest.approx([-0.1, -0.1, 0.9, 1.9])


def test_wishes_are_brackets_at_their_temperature():
    wishes = (
        PhaseWish("MG2SI", 450, 0.01, 0.02),
        PhaseWish("LIQUID", 850, None, 0.0),
        PhaseWish("FCC_A1", 700, 0.99, None),
        PhaseWish("AL3ZR", 500, 0.05, None),
    )
    figure = diagram_figure(DIAGRAM, wishes)
    drawn = {
        trace.x[0]: (trace.yaxis, list(trace.y))
        for trace in figure.data
        if (trace.name or "").startswith("wished")
    }
    top = figure.layout.yaxis2.range[1]
    assert top == pytest.approx(1.12 * 5)
    assert drawn == {
        450: ("y2", [1.0, 2.0]),
        850: ("y2", [0.0, 0.0]),
        700: ("y", [99.0, 100.0]),
        500: ("y2", [5.0, top]),
    }


def test_ranges_are_written_in_per_cent():
    assert wish_range(PhaseWish("MG2SI", 450, 0.01, 0.02)) == "1 to 2 mol%"
    assert wish_range(PhaseWish("MG2SI", 450, None, 0.02)) == "at most 2 mol%"
    assert wish_range(PhaseWish("MG2SI", 450, 0.015, None)) == "at least 1.5 mol%"
    assert wish_range(PhaseWish("MG2SI", 450, 0.0, 0.0)) == "exactly 0 mol%"


def test_what_the_engine_computed_is_drawn_as_circles():
    computed = Diagram(T[:2], FRACTIONS[:2], PHASES)
    circles = [t for t in diagram_figure(DIAGRAM, computed=computed).data if t.marker.symbol == "circle-open"]
    assert [(t.legendgroup, t.yaxis, list(t.y)) for t in circles] == [
        ("FCC_A1", "y", [98.0, 99.0]),
        ("MG2SI", "y2", [2.0, 1.0]),
    ]


def test_points_that_failed_leave_a_gap():
    broken = FRACTIONS.copy()
    broken[1] = np.nan
    line = next(t for t in diagram_figure(Diagram(T, broken, PHASES)).data if t.mode == "lines+markers")
    assert np.isnan(line.y[1])
    assert order_of_phases(np.full((3, 2), np.nan), ("A", "B")) == []


def test_colours_belong_to_phases_and_differ_where_they_stand_together():
    together = (
        MATRIX,
        LIQUID,
        "MG2SI",
        "ALCU_THETA",
        "DIAMOND_A4",
        "SPHASE",
        "QPHASE",
        "LAVES_C14",
        "AL13FE4",
        "TAU",
    )
    assert len({phase_colour(phase) for phase in together}) == len(together)
    assert phase_colour("SOME_PHASE_OF_MINE") == phase_colour("SOME_PHASE_OF_MINE")


ELEMENTS = ("Cu", "Mg", "Si")
WT = np.array([[0.0, 1.0, 0.6], [0.3, 1.0, 0.6], [0.6, 1.0, 0.6]])


def test_the_map_marks_what_calphad_said_of_each_proposal():
    figure = proposals_map(
        WT, [1.0, 0.9, 0.8], [CONFIRMED, REFUTED, OPEN], ELEMENTS, axes=("Cu", "Mg"), chosen=1
    )
    drawn = {
        trace.marker.symbol: (list(trace.x), [row[0] for row in trace.customdata]) for trace in figure.data
    }
    assert drawn == {"circle": ([0.6], [3]), "star": ([0.0], [1]), "x-thin-open": ([0.3], [2])}
    assert (figure.layout.coloraxis.cmin, figure.layout.coloraxis.cmax) == (0.8, 1.0)


def test_the_plane_of_most_spread_names_what_changes_along_it():
    plane = plane_of(WT, np.array([[0.3, 1.0, 0.6]]), ELEMENTS, SPREAD)
    assert np.abs(plane.points[:, 0]) == pytest.approx([0.3, 0, 0.3])
    assert plane.points[:, 1] == pytest.approx(0, abs=1e-12)
    assert plane.others[0] == pytest.approx([0, 0], abs=1e-12)
    assert "Cu, 100 % of the spread" in plane.x_title


@pytest.mark.parametrize("n", [0, 1])
def test_a_map_of_few_proposals_still_draws(n):
    proposals_map(WT[:n], [1.0] * n, [OPEN] * n, ELEMENTS, known={"6061": [0.28, 1.0, 0.6]})


def test_a_composition_is_written_most_first():
    assert composition_words([0.28, 1.0, 0.6], ELEMENTS) == "Al–1.00Mg–0.60Si–0.28Cu"
    assert composition_words([0, 0, 0], ELEMENTS) == "Al"


def section() -> Section:
    x, y = np.linspace(0, 2, 5), np.linspace(700, 900, 6)
    liquid = np.clip((y[None, :] - 800 + 20 * x[:, None]) / 200, 0, 1)
    fractions = np.stack([1 - liquid, liquid], axis=2)
    fractions[4, 5] = np.nan
    return Section(x, y, fractions, ("FCC_A1", "LIQUID"), "Si (wt%)", "Temperature (K)", "wt%", "K")


def test_a_section_colours_fields_and_tells_their_phases():
    figure = section_figure(section(), title="Isopleth", mark=(0.6, 0.0))
    cells = figure.data[0]
    words = np.array(cells.customdata)
    assert words.shape == (6, 5)
    assert "+" not in words[0, 0]
    assert "+" in words[5, 0]
    assert words[5, 4] == "not computed"
    assert np.isnan(cells.z[5][4])
    assert figure.layout.shapes[0].x0 == 0.6


def test_a_section_of_one_phase_shows_its_fraction_in_per_cent():
    cells = section_figure(section(), phase="LIQUID", title="Liquid").data[0]
    assert cells.z[5][0] == pytest.approx(50.0)
    assert np.isnan(cells.z[5][4])


def test_a_section_without_a_point_says_so():
    lost = section()
    lost.fractions[:] = np.nan
    assert "No point" in section_figure(lost, title="Isopleth").layout.annotations[0].text


def test_the_scheil_path_is_drawn_in_per_cent_beside_equilibrium():
    t, solid = np.array([920.0, 900.0, 850.0]), np.array([0.0, 0.8, 1.0])
    amounts = {"FCC_A1": solid * 0.95, "MG2SI": solid * 0.05, "AL3ZR": solid * 0}
    figure = scheil_figure(t, solid, amounts, equilibrium=(t, solid), terminal=(850.0, 870.0))
    drawn = traces(figure, "y")
    assert list(drawn["Scheil"].x) == [0, 80, 100]
    assert drawn["equilibrium"].line.dash == "dash"
    assert len(traces(figure, "y2")) == 2
    assert (figure.layout.shapes[0].y0, figure.layout.shapes[0].y1) == (850, 870)


def evaluation_table():
    import pandas as pd

    rows = [
        {"scenario": scenario, "model": model, "specification_met": met, "specification_met_spread": spread,
         "seconds_per_proposal": 0.002, "specifications": 8, "seeds": 1 if np.isnan(spread) else 5}
        for scenario in ("90% hidden", "10% hidden")
        for model, met, spread in (("mdn", 0.5, np.nan), ("cvae", 0.75, 0.1))
    ]  # fmt: skip
    return pd.DataFrame(rows)


def test_the_evaluation_is_drawn_in_per_cent_with_the_spread_over_seeds():
    figure = evaluation_figure(evaluation_table(), {"mdn": "MDN"})
    drawn = {trace.name: trace for trace in figure.data}
    assert list(drawn["MDN"].y) == [50, 50]
    assert list(drawn["cvae"].error_y.array) == [10, 10]
    assert (drawn["MDN"].error_y.visible, drawn["cvae"].error_y.visible) == (False, True)
    assert figure.layout.xaxis.categoryarray == ("90% hidden", "10% hidden")
    times = evaluation_figure(evaluation_table(), {}, measure="seconds_per_proposal")
    assert list(times.data[0].y) == [2, 2]


def test_a_measure_that_was_not_evaluated_says_so():
    figure = evaluation_figure(evaluation_table(), {}, measure="novelty_wt")
    assert "Nothing was evaluated" in figure.layout.annotations[0].text
