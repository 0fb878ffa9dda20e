"""Files in, checked crystals out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.structures.files import NamedFile, Reader, files_in, read_files, rows_of, too_many
from mi_core.structures.formats import choose, sniff, stem
from mi_core.structures.formats.other_formats import other_text_format
from mi_core.structures.limits import DEFAULT_LIMITS, Limits
from mi_core.structures.progress import Progress
from mi_core.structures.rows import failed_row, unique_ids
from mi_core.structures.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from mi_core.structures.material import Material

__all__ = ["Limits", "NamedFile", "Source", "files_in", "read_materials", "read_text", "too_many"]


def _rows(source: Source, limits: Limits, progress: Progress) -> Iterator[Material]:
    yield from choose(source).read(source, limits, progress)


_CRYSTALS = Reader(_rows, stem, "at least one crystal", "CIF, POSCAR, XYZ, XSF, JSON or table files")


def read_materials(
    sources: Iterable[Source | NamedFile | Path | str],
    *,
    limits: Limits = DEFAULT_LIMITS,
    progress: Callable[[int, int, str], None] | None = None,
) -> list[Material]:
    """Read crystals, formulas and site elements from files, folders, archives, tables and texts.

    Formats are CIF, POSCAR/CONTCAR, (extended) XYZ, XSF, pymatgen JSON, tables (`mi_core.tables`), and zip archives of
    these. Input order is kept; what cannot be used is a row with `error`. Nothing is written to disk.
    `progress(done, total, name)` is called at most 20 times a second and once at the end; `total` grows while
    archives and tables are opened.
    """
    return read_files(sources, _CRYSTALS, limits, progress)


def read_text(text: str, name: str = "pasted text", *, limits: Limits = DEFAULT_LIMITS) -> list[Material]:
    """Read pasted text, whose format shows in its first lines: CIF, POSCAR, XYZ, XSF, JSON or CSV."""
    data = text.encode("utf-8", "replace")
    found = sniff(data)
    if found is None:
        known = other_text_format(text)
        unknown = f"is {known}, which is not read" if known else "is in no known format"
        problem = unknown if text.strip() else "is empty"
        return [
            failed_row(name, name, f"The text {problem}; paste a whole CIF, POSCAR, XYZ, XSF, JSON or CSV.")
        ]
    if found.name == "CIF" and "data_" not in text.lower():
        data = b"data_pasted\n" + data
    reader = _CRYSTALS._replace(rows=found.read)
    return list(unique_ids(rows_of(Source(name, data), reader, limits, Progress())))
