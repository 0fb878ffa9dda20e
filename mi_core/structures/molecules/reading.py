"""Files and texts in, checked molecules out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.errors import InputError
from mi_core.structures.files import NamedFile, Reader, read_files, rows_of
from mi_core.structures.formats.gzipped import without_gzip
from mi_core.structures.limits import DEFAULT_LIMITS, Limits
from mi_core.structures.molecules.formats import choose, sniff_text, stem
from mi_core.structures.progress import Progress
from mi_core.structures.rows import failed_row, unique_ids
from mi_core.structures.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from mi_core.structures.material import Material

__all__ = ["Limits", "NamedFile", "Source", "read_molecule_text", "read_molecules"]


def _rows(source: Source, limits: Limits, progress: Progress) -> Iterator[Material]:
    source = without_gzip(source, limits)
    yield from choose(source).read(source, limits, progress)


_MOLECULES = Reader(_rows, stem, "at least one molecule", "SMILES, SDF, MOL or table files", gzipped=True)


def read_molecules(
    sources: Iterable[Source | NamedFile | Path | str],
    *,
    limits: Limits = DEFAULT_LIMITS,
    progress: Callable[[int, int, str], None] | None = None,
) -> list[Material]:
    """Read molecules from files, folders and archives, each a row with a `Molecule` among its inputs.

    Formats are lists of SMILES, SDF and MOL (V2000, V3000), and tables with a column of SMILES (`mi_core.tables`), packed
    with gzip or not, and zip archives of these. Input order is kept; what cannot be used is a row with `error`. Numbers of
    tables and of data fields are the rows' `numbers`, and what is no number is among their inputs (`words_beside`). Nothing
    is written to disk. `progress` as of `mi_core.structures.reading.read_materials`.
    """
    return read_files(sources, _MOLECULES, limits, progress)


def read_molecule_text(
    text: str, name: str = "pasted text", *, limits: Limits = DEFAULT_LIMITS
) -> list[Material]:
    """Read pasted text: SMILES, one a line, with names behind them or not, a MOL block, SDF, or a table."""
    try:
        reader = _MOLECULES._replace(rows=sniff_text(text).read)
    except InputError as error:
        return [failed_row(name, name, error)]
    source = Source(name, text.encode("utf-8", "replace"))
    return list(unique_ids(rows_of(source, reader, limits, Progress())))
