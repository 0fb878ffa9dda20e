"""The part of the page that shows the voxels: a surface in 3D, and a slice."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from mi_core.voxels.axes import axes_of, empty_below
from mi_core.voxels.web.controls import choose_axis, choose_grid, choose_scale, choose_share
from mi_core.voxels.web.view import PAGE
from mi_core.web.components.downloads import file_button
from mi_core.web.components.figure_downloads import figure_with_downloads

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np

READING = {
    "cartesian": "Each spot is a reflection, shared among the voxels around it. The cube is the same wherever the origin of "
    "the cell lies and whichever cell was chosen, but it turns with the crystal.",
    "spherical": "The same reflections by length and direction: 32 shells of |G|, 32 rings of equal area, 32 sectors. What "
    "lies on the axis, and G = 0, is shared among all sectors.",
}

NPZ_HELP = "`voxels` in e/Å³ on the chosen grid, with G = 0, and `g_max` in Å⁻¹, as the command `voxels` writes them."
HDF5_HELP = "The same, with the middles of the bins as scales of the three dimensions, and units."
PARQUET_HELP = "A row for each voxel that holds something: the middle of its bin, and the modulus in e/Å³."


def voxels_part(voxels_of: Callable[..., np.ndarray], name: str) -> None:
    """Show voxels; `voxels_of(grid, middle=…)` returns them on a grid, with or without G = 0."""
    view = PAGE.now()
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        grid, scale = choose_grid(), choose_scale()
        view.middle = st.toggle(
            "Show G = 0",
            value=view.middle,
            key=f"voxels_middle_{PAGE.turn()}",
            help="The number of electrons per volume, which outshines all else.",
        )
    values = voxels_of(grid, middle=view.middle)
    left, right = st.columns(2, gap="medium")
    with left:
        _surface(values, grid, scale, f"{name}-{grid}")
    with right:
        _slice(values, grid, scale, f"{name}-{grid}")
    share = float((values > empty_below(values)).mean())
    st.caption(f"{READING[grid]} {100 * share:.1f} % of the voxels hold something.")


def voxel_downloads(make: Callable[[], np.ndarray], grid: str, name: str, *, key: str) -> None:
    """Offer voxels on a grid as files; `make` returns them with G = 0 when a button is pressed."""
    from mi_core.voxels.packed import hdf5_bytes, npz_bytes, parquet_bytes

    for kind, extension, content, pack, help_text in (
        ("npz", "npz", "application/octet-stream", npz_bytes, NPZ_HELP),
        ("HDF5", "h5", "application/x-hdf5", hdf5_bytes, HDF5_HELP),
        ("Parquet", "parquet", "application/vnd.apache.parquet", parquet_bytes, PARQUET_HELP),
    ):
        file_button(
            f"Voxels as {kind}",
            f"{name}-voxels-{grid}",
            extension,
            content,
            partial(_packed, pack, make, grid),
            key=f"{key}_{kind.lower()}",
            help=help_text,
        )


def _packed(pack: Callable[[np.ndarray, str], bytes], make: Callable[[], np.ndarray], grid: str) -> bytes:
    return pack(make(), grid)


def _surface(values: np.ndarray, grid: str, scale: str, name: str) -> None:
    from mi_core.voxels.figures.reciprocal import surface_figure

    view = PAGE.now()
    view.level = choose_share(view.level, "level")
    figure_with_downloads(surface_figure(values, grid, scale, view.level), f"{name}-surface")


def _slice(values: np.ndarray, grid: str, scale: str, name: str) -> None:
    from mi_core.voxels.figures.reciprocal import slice_figure

    view, axes = PAGE.now(), axes_of(grid)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        view.along = choose_axis("Slice across", [axis.name for axis in axes], view.along, f"along_{grid}")
        axis = axes[view.along]
        view.bin = st.select_slider(
            f"Place along {axis.name}",
            range(len(axis.middles)),
            value=view.bin,
            format_func=lambda at: f"{axis.middles[at]:.4g} {axis.unit}".strip().replace("-", "−"),
            key=f"voxels_bin_{grid}_{view.along}_{PAGE.turn()}",
        )
    figure_with_downloads(slice_figure(values, grid, scale, view.along, view.bin), f"{name}-slice")
