"""The report of a density file: a button, and the figures that go into it as the page draws them."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from mi_core.errors import InputError
from mi_core.voxels.figures.field import BEYOND
from mi_core.voxels.places import usual_ends
from mi_core.voxels.web.field.amounts import hartree, total_and_ends
from mi_core.voxels.web.field.pictures import averages_of, height_of, is_logarithmic, line_of, plane_of
from mi_core.voxels.web.view import PAGE
from mi_core.web.components.downloads import file_button

if TYPE_CHECKING:
    from mi_core.report import Picture
    from mi_core.voxels.web.field.shown import Shown
    from mi_core.voxels.web.view import View

HEADS = {"height_a": "Height (Å)", "mean": "Mean over the plane", "macroscopic": "Macroscopic average"}


def report_download(shown: Shown) -> None:
    """Offer the report; it is made when its button is pressed, of what the page shows then."""
    file_button(
        "Report (HTML)",
        f"{shown.name}-report",
        "html",
        "text/html",
        partial(density_report, shown, PAGE.now()),
        key="voxels_field_report",
        help="One file that opens anywhere: what the file holds and adds up to, the plane and the profiles as "
        "they are chosen.",
    )


def density_report(shown: Shown, view: View) -> bytes:
    """Return the report of a field as it is looked at."""
    from mi_core.report import Picture
    from mi_core.voxels.report.field import FieldRead, field_report

    field, chosen = shown.field, view.field
    total, ends = total_and_ends(shown)
    axis = "abc"[chosen.average]
    window = min(chosen.window, height_of(field, axis))
    averages = averages_of(field, axis, window)
    over = f" The macroscopic average is over {window:.4g} Å." if window else ""
    pictures = [
        _plane(shown, view),
        Picture(f"Averaged over planes, along {axis}", averages.figure, f"The mean over each plane.{over}"),
        *_line(shown, view),
    ]
    return field_report(
        FieldRead(shown.density.name, field, total, ends, hartree(shown)),
        pictures,
        averages.numbers.rename(columns=lambda name: _head(name, field.unit)),
        made_on=datetime.now(UTC).astimezone().date(),
    ).encode()


def _head(column: str, unit: str) -> str:
    """Return the head of a column for people."""
    if column in HEADS:
        return HEADS[column]
    head = HEADS[column.split("_", maxsplit=1)[0]]
    return f"{head} ({unit})" if unit else head


def _plane(shown: Shown, view: View) -> Picture:
    from mi_core.report import Picture

    log = is_logarithmic(shown.field, view.colours)
    figure = plane_of(shown.field, view.field.times, view.cut, view.height, log=log)
    is_clipped = not log and shown.field.kind != "elf"
    words = f"Colours leave out the most extreme {100 - BEYOND:g} % of the plane." if is_clipped else ""
    return Picture(f"The plane across {'abc'[view.cut]} at {view.height:g}", figure, words)


def _line(shown: Shown, view: View) -> list[Picture]:
    """Return the line that is chosen; none where it has no length."""
    from mi_core.report import Picture

    usual = usual_ends(shown.field.structure)
    start, end = view.field.start or usual[0], view.field.end or usual[1]
    try:
        return [Picture(f"From {start} to {end}", line_of(shown.field, start, end).figure)]
    except InputError:  # the page says what is wrong with it
        return []
