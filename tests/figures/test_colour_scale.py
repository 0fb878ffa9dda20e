"""The colour scale places numbers, and labels its bar with round ones."""

from __future__ import annotations

import pytest

from mi_core.figures.colour_scale import ColourScale, shades


@pytest.mark.parametrize(
    ("scale", "labels"),
    [
        (ColourScale(1, 2, log=True), ["1", "2"]),
        (ColourScale(1, 60, log=True), ["1", "2", "5", "10", "20", "50"]),
        (ColourScale(1, 4000, log=True), ["1", "10", "100", "1,000"]),
        (ColourScale(0, 1), ["0", "0.5", "1"]),
        (ColourScale(0, 97.3), ["0", "50"]),
        (ColourScale(0, 100), ["0", "50", "100"]),
        (ColourScale(0, 0.031), ["0", "0.01", "0.02", "0.03"]),
    ],
)
def test_the_labels_are_round_numbers_between_the_ends(scale, labels):
    assert list(scale.labels().values()) == labels


def test_values_beyond_the_ends_take_the_colours_of_the_ends():
    scale = ColourScale(1, 100, log=True)
    assert [scale.position(value) for value in (0, 1, 10, 100, 1e6)] == pytest.approx([0, 0, 0.5, 1, 1])
    assert scale.colour(0) == shades()[0][0] != "#440154", "the darkest shade looks empty on a dark page"
    assert scale.colour(1e6) == shades()[-1][0] == "#fde725"


def test_the_ink_reads_on_the_colour():
    def brightness(colour: str) -> float:
        red, green, blue = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
        return 0.299 * red + 0.587 * green + 0.114 * blue

    assert all(abs(brightness(colour) - brightness(ink)) > 0.4 for colour, ink in shades())
