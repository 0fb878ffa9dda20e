"""The report of the crystals on the page: a button, and the figures that go into it as the page draws them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from mi_core.files import file_name
from mi_core.voxels.axes import SCALES, axes_of
from mi_core.voxels.described import SMEARING_A
from mi_core.voxels.web import held
from mi_core.voxels.web.noted import noted_of
from mi_core.voxels.web.view import GRID_TITLES, PAGE
from mi_core.web.components.downloads import file_button
from mi_core.web.crystals import session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pymatgen.core import Structure

    from mi_core.report import Picture
    from mi_core.structures.material import Material
    from mi_core.voxels.report.crystals import Explained
    from mi_core.voxels.web.noted import Noted
    from mi_core.voxels.web.view import View


def report_download(material: Material, structure: Structure) -> None:
    """Offer the report; it is made when its button is pressed, of what the page shows and has computed by then."""
    make = partial(
        crystals_report, session.current_materials(), material, structure, noted_of(structure), PAGE.now()
    )
    file_button(
        "Report (HTML)",
        f"{file_name(material.id)}-voxels",
        "html",
        "text/html",
        make,
        key="voxels_report",
        help="One file that opens anywhere: what was read, and this crystal as it is shown. Predictions and explanations "
        "are in it once you have looked at them here.",
    )


def crystals_report(
    materials: Sequence[Material], material: Material, structure: Structure, noted: Noted, view: View
) -> bytes:
    """Return the report of all rows, with one of them, an ordered crystal, as it is looked at."""
    from mi_core.voxels.reflections import shell_means
    from mi_core.voxels.report.crystals import Looked, crystal_report
    from mi_core.voxels.report.rows import read_rows

    looked = Looked(
        material.id,
        material.formula,
        held.amounts(structure),
        shell_means(held.coefficients(structure), structure.volume),
        _spectrum(structure),
        _voxels(structure, view),
        noted.predicted,
        [_with_pictures(one, structure, view) for one in noted.explained.values()],
    )
    return crystal_report(
        read_rows(materials, material.id, lambda row: held.amounts(held.shown_crystal(row))),
        looked,
        grid=view.grid,
        made_on=datetime.now(UTC).astimezone().date(),
    ).encode()


def _spectrum(structure: Structure) -> Picture:
    from mi_core.report import Picture
    from mi_core.voxels.reflections import envelopes, shell_means
    from mi_core.voxels.web.spectrum import ALLOWED, EXTINCT, FAMILIES, spectrum_of

    shells = shell_means(held.coefficients(structure), structure.volume)
    figure, left_out = spectrum_of(held.families(structure), shells, envelopes(structure))
    return Picture("Spectrum", figure, f"{FAMILIES}{ALLOWED}{EXTINCT}{left_out}")


def _voxels(structure: Structure, view: View) -> list[Picture]:
    """Return the surface in reciprocal space and the slice, as they are chosen."""
    from mi_core.report import Picture
    from mi_core.voxels.figures.reciprocal import slice_figure, surface_figure
    from mi_core.voxels.web.voxels import READING

    values = held.voxels(structure, view.grid, middle=view.middle)
    title, scale, axis = GRID_TITLES[view.grid], SCALES[view.scale].lower(), axes_of(view.grid)[view.along]
    middle = "" if view.middle else ", without G = 0"
    place = f"{axis.middles[view.bin]:.4g} {axis.unit}".strip().replace("-", "−")
    return [
        Picture(
            f"Voxels: {title}",
            surface_figure(values, view.grid, view.scale, view.level),
            f"Where voxels reach {100 * view.level:g} % of the largest; {scale}{middle}. {READING[view.grid]}",
        ),
        Picture(
            f"Slice at {axis.name} = {place}",
            slice_figure(values, view.grid, view.scale, view.along, view.bin),
            f"Of the same voxels; {scale}{middle}.",
        ),
    ]


def _with_pictures(one: Explained, structure: Structure, view: View) -> Explained:
    """Return an explanation with the planes of the derivative and of the key, and both against each other."""
    from mi_core.report import Picture
    from mi_core.voxels.web.derivatives import (
        HEADINGS,
        against_key,
        as_drawn,
        fields_of,
        plane_of,
        smearing_words,
    )

    sigma = 0.0 if view.ripples else SMEARING_A
    place = (view.cut, view.height)
    where = f"The plane across {'abc'[view.cut]} at {view.height:g}. {smearing_words(sigma)}"
    pictures = [
        Picture(HEADINGS[symbol], plane_of(as_drawn(field, sigma), structure, place, symbol, unit), where)
        for symbol, (field, unit) in fields_of(one.found).items()
    ]
    if one.found.potential is not None:
        figure = against_key(one.found, one.found.potential, structure, sigma)
        pictures.append(Picture("One against the other", figure, smearing_words(sigma)))
    return replace(one, pictures=pictures)
