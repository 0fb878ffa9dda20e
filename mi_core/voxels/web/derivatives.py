"""The figures of a derivative by the density and of its answer key, as the page and its report draw them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mi_core.voxels.web import held

if TYPE_CHECKING:
    import plotly.graph_objects as go
    from pymatgen.core import Structure

    from mi_core.descriptors.reciprocal.coefficients import Coefficients
    from mi_core.voxels.explained import Explanation

NETWORK, KEY = "δy/δρ", "V"
HEADINGS = {NETWORK: "Network: δy/δρ(r)", KEY: "Answer key: Hartree potential"}


def fields_of(found: Explanation) -> dict[str, tuple[Coefficients, str]]:
    """Return the derivative, and the key where there is one, by their symbols and with their units."""
    fields = {NETWORK: (found.derivative, found.unit)}
    return fields if found.potential is None else fields | {KEY: (found.potential, "eV/e")}


def as_drawn(coefficients: Coefficients, sigma: float) -> Coefficients:
    """Return a field as it is drawn: without its mean, smeared by sigma, Å."""
    from mi_core.descriptors.reciprocal.real_space import smeared

    return smeared(replace(coefficients, mean=0.0), sigma)


def plane_of(
    drawn: Coefficients, structure: Structure, place: tuple[int, float], symbol: str, unit: str
) -> go.Figure:
    """Return a plane of a field; place : the axis that it is across, and its fractional height."""
    from mi_core.descriptors.reciprocal.real_space import on_plane
    from mi_core.voxels.figures.explained import signed_plane

    axis, height = place
    values = on_plane(drawn, structure.lattice.matrix, axis, height, held.plane_spacing(structure))
    return signed_plane(values, structure, axis, height, symbol=symbol, unit=unit)


def against_key(found: Explanation, potential: Coefficients, structure: Structure, sigma: float) -> go.Figure:
    """Return a derivative against its answer key, both smeared by sigma, Å."""
    from mi_core.voxels.figures.explained import against_key_figure
    from mi_core.voxels.written import field_values

    spacing = held.drawn_spacing(structure)
    derivative, key = (
        field_values(as_drawn(field, sigma), structure, spacing) for field in (found.derivative, potential)
    )
    return against_key_figure(derivative, key, found.slope(sigma), found.unit)


def smearing_words(sigma: float) -> str:
    """Say how fields are smeared."""
    return f"Fields are smeared by a Gaussian of σ = {sigma:g} Å." if sigma else "Neither field is smeared."
