"""Colours of atoms by what they contribute to an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

    from mi_core.structures.molecules.drawing import Colour

RAISES, LOWERS = (0.90, 0.28, 0.30), (0.24, 0.48, 0.98)
WHITE, BLACK = (1.0, 1.0, 1.0), (0.06, 0.09, 0.12)
FAINTEST = 0.05  # of the largest contribution: less is not coloured


def contribution_colours(normalised: np.ndarray, *, dark: bool = False) -> dict[int, Colour]:
    """Return atom → colour for contributions from -1 to 1, (n,): red raises, blue lowers, and none where neither."""
    ground = BLACK if dark else WHITE
    strength = (
        0.8 if dark else 0.75
    )  # of the deepest colour, on which the lines of the formula are still read
    return {
        atom: _mixed(ground, RAISES if share > 0 else LOWERS, strength * abs(float(share)))
        for atom, share in enumerate(normalised)
        if abs(share) >= FAINTEST
    }


def _mixed(a: Colour, b: Colour, share: float) -> Colour:
    """Return the colour that is `share` of the way from a to b."""
    red, green, blue = ((1 - share) * x + share * y for x, y in zip(a, b, strict=True))
    return red, green, blue
