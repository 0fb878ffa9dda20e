"""The files that a density is offered as."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from mi_core.densities.kinds import DENSITY_UNIT
from mi_core.densities.writing import cube_file, vasp_file, vasp_name
from mi_core.errors import InputError
from mi_core.voxels.of_fields import check_coefficients, check_voxels
from mi_core.voxels.web.field.reciprocal import coefficients, voxels
from mi_core.voxels.web.field.report import report_download
from mi_core.voxels.web.view import PAGE
from mi_core.voxels.web.voxels import voxel_downloads
from mi_core.web.components.downloads import file_button, frame_download

if TYPE_CHECKING:
    from mi_core.voxels.web.field.shown import Shown


def downloads(shown: Shown) -> None:
    """Offer the field as cube and as a file of VASP, and what there is of it in reciprocal space."""
    file_button(
        "Field as cube",
        shown.name,
        "cube",
        "chemical/x-cube",
        lambda: cube_file(shown.field),
        key="voxels_field_cube",
        help="Lengths in bohr, densities in e/bohr³, potentials in eV.",
    )
    name = vasp_name(shown.field, shown.name)
    if name is not None:
        file_button(
            f"Field as {vasp_name(shown.field)}",
            name,
            "vasp",
            "text/plain",
            lambda: vasp_file(shown.field),
            key="voxels_field_vasp",
            help="One grid, without augmentation occupancies: for viewers, not to begin a calculation from.",
        )
    if shown.field.unit == DENSITY_UNIT:
        _reciprocal(shown)
    report_download(shown)


def _reciprocal(shown: Shown) -> None:
    """Offer what is computed when it is asked for, or say why the grid does not carry it."""
    problems = []
    for offer in (_voxels, _coefficients):
        try:
            offer(shown)
        except InputError as problem:
            problems.append(str(problem))
    for sentence in dict.fromkeys(problems):
        st.caption(sentence)


def _voxels(shown: Shown) -> None:
    grid = PAGE.now().grid
    check_voxels(shown.field, grid)
    voxel_downloads(partial(voxels, shown, grid, middle=True), grid, shown.name, key="voxels_field")


def _coefficients(shown: Shown) -> None:
    check_coefficients(shown.field)
    frame_download(
        partial(coefficients, shown),
        f"{shown.name}-coefficients",
        key="voxels_field_csv",
        label="Coefficients as CSV",
    )
