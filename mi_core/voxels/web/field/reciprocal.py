"""The parts of the page that show a density of a file in reciprocal space."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from mi_core.voxels.of_fields import coefficients_of, spectrum_of, values_of
from mi_core.voxels.web.spectrum import show_spectrum
from mi_core.voxels.web.voxels import voxels_part

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from mi_core.voxels.web.field.shown import Shown

LINES = (
    " The lines are of free atoms: all in phase on the upper one, without order on the lower one. What lies above the upper "
    "line free atoms do not have, such as bonds."
)
GAUSSIANS = " Valence shells stand there as Gaussians by Slater's rules, which fall too steeply at large |G|."


def reciprocal_part(shown: Shown, part: str) -> None:
    """Show the voxels of a density, or its spectrum; InputError where its grid is too coarse for them."""
    if part == "voxels":
        voxels_part(partial(voxels, shown), shown.name)
        return
    families, shells, allowed = shown.once("spectrum", lambda: spectrum_of(shown.field, coefficients(shown)))
    show_spectrum(
        families,
        shells,
        allowed,
        shown.name,
        lines=LINES + (GAUSSIANS if shown.field.kind == "valence" else ""),
    )


def voxels(shown: Shown, grid: str, *, middle: bool) -> np.ndarray:
    """Return the voxels of a density, with or without G = 0."""
    return shown.once(("voxels", grid, middle), partial(values_of, shown.field, grid, middle=middle))


def coefficients(shown: Shown) -> pd.DataFrame:
    """Return the table of coefficients of a density."""
    return shown.once("coefficients", partial(coefficients_of, shown.field))
