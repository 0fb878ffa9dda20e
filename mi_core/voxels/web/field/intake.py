"""Density files among what is dropped: read here, each with its own sentence if it cannot be, and the rest handed on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.densities.reading import DensityLimits, is_meant_as_density, read_fields, with_cores
from mi_core.densities.reading.archive import open_density_archive
from mi_core.errors import InputError
from mi_core.voxels.web.field import session
from mi_core.voxels.web.field.view import FieldView
from mi_core.voxels.web.view import PAGE
from mi_core.words import shown

if TYPE_CHECKING:
    from mi_core.densities.field import ScalarField
    from mi_core.densities.reading.packing import Content
    from mi_core.structures.source import Source
    from mi_core.voxels.web.field.session import OpenDensity

UPLOAD_MB = 400  # a spin-polarised CHGCAR of 200³ points has 290
ALSO = (
    f"CHGCAR, AECCAR0 with AECCAR2, PARCHG, LOCPOT, ELFCAR, Gaussian cube, as they are or packed with gzip, xz, bzip2 or "
    f"zip, up to {UPLOAD_MB} MB."
)
EXAMPLE = "silicon-bonds"
LIMITS = DensityLimits(max_points=300**3)


def open_densities(sources: list[Source]) -> tuple[list[OpenDensity], list[Source]]:
    """Open the density files among what was dropped; return them and the rest."""
    session.begin_drop()
    meant, rest = _sorted(sources)
    if not meant:
        return [], rest
    found = []
    with st.spinner("Reading the density …"):
        for files in meant.values():
            read = []
            for name, data in files:
                try:
                    read.append((name, read_fields(name, data, limits=LIMITS)))
                except InputError as problem:
                    session.add_problem(str(problem))
            found += _paired(read)
    return session.keep(found), rest


def _sorted(sources: list[Source]) -> tuple[dict[str, list[tuple[str, Content]]], list[Source]]:
    """Return density files by where they came from, those of an archive by its folders, and all else."""
    meant: dict[str, list[tuple[str, Content]]] = {}
    rest = []
    for source in sources:
        if is_meant_as_density(source.name, source.data, limits=LIMITS):
            meant.setdefault("", []).append((source.name, source.data))
        elif (opened := open_density_archive(source.name, source.data, LIMITS)) is None:
            rest.append(source)
        else:
            for member in opened.densities:
                folder = f"{source.name}/{member.name}".rpartition("/")[0]
                meant.setdefault(folder, []).append((member.name, member))
            rest += [] if opened.others is None else [opened.others]
            for name, problem in opened.refused:
                session.add_problem(f"{shown(name)}: {problem}")
    return meant, rest


def example_density() -> None:
    """Show the button of the example."""
    st.button(
        "Silicon with its bonds",
        icon=":material/blur_on:",
        key="example_density",
        help="A valence density computed in a second, by the empirical pseudopotentials of Cohen and Bergstresser (1966).",
        on_click=open_example,
    )


def open_example() -> None:
    """Open the example, on the plane of its bonds."""
    view = PAGE.now()
    open_wanted_example(EXAMPLE)
    if view.field.density != EXAMPLE:
        view.field, view.part = FieldView(EXAMPLE, surface=0.6), "density"
        view.cut, view.height, view.colours = 0, 0.0, "linear"
    PAGE.next_turn()


def open_wanted_example(wanted: str) -> None:
    """Open the example where it is what an address asks for: unlike files, it can be made again."""
    from mi_core.voxels.example import silicon

    if wanted == EXAMPLE and EXAMPLE not in session.opened():
        with st.spinner("Computing the bands of silicon …"):
            session.keep([(EXAMPLE, [silicon()])])


def _paired(read: list[tuple[str, list[ScalarField]]]) -> list[tuple[str, list[ScalarField]]]:
    """Return the files with AECCAR0 and AECCAR2 as one; apart, and said so, where they do not belong together."""
    try:
        return with_cores(read)
    except InputError as problem:
        session.add_problem(f"AECCAR0 and AECCAR2 are shown apart. {problem}")
        return read
