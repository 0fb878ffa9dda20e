"""Figures of the comparison of supports."""

import pytest
from support_losses import support_losses

from mi_core.molecules.figures.supports import curves_figure, targets_figure
from mi_core.molecules.supports.arms import TITLES


@pytest.fixture
def losses():
    return support_losses()


def test_a_line_for_each_arm_at_the_mean_over_targets(losses):
    figure = curves_figure(losses[losses["target"] != "bbbp"])
    lines = {line.name: line for line in figure.data}
    assert set(lines) == set(TITLES.values())
    assert lines[TITLES["support-4"]].y[0] == pytest.approx(0.45)
    assert list(lines[TITLES["all"]].x) == [50, 100]


def test_targets_stand_in_the_order_of_the_gain_and_the_title_counts(losses):
    figure = targets_figure(losses, 50)
    assert figure.layout.yaxis.categoryarray[0] == "blood–brain barrier"
    assert "better on 2 of 3 targets" in figure.layout.title.subtitle.text
    chosen = next(line for line in figure.data if line.name == TITLES["support-4"])
    assert dict(zip(chosen.y, chosen.x, strict=True))["blood–brain barrier"] == pytest.approx(2)


def test_all_numbers_of_labels_count_together(losses):
    figure = targets_figure(losses)
    assert "all numbers of labels; chosen tasks better on 2 of 3" in figure.layout.title.subtitle.text


def test_nothing_computed_is_said(losses):
    assert "not been computed" in curves_figure(losses[:0]).layout.annotations[0].text
