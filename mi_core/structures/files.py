"""Files, folders and archives as sources, one after the other: every input becomes a row, and no row stops the others."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from humanize import naturalsize

from mi_core.errors import InputError
from mi_core.structures.formats import is_archive
from mi_core.structures.formats.archive import MemberError, is_junk, members, open_archive
from mi_core.structures.limits import DEFAULT_LIMITS, Limits
from mi_core.structures.progress import Progress
from mi_core.structures.rows import failed_row, unique_ids
from mi_core.structures.source import Source
from mi_core.words import detail, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mi_core.structures.material import Material


class NamedFile(NamedTuple):
    """A file, and what its rows are called by, such as its path within a folder."""

    name: str
    path: Path


class Reader(NamedTuple):
    """What is made of a file that is no archive.

    Attributes
    ----------
    rows : callable
        Yields the rows of a source, whose `id` is what `stem` returned; InputError when the file is none that is read.
    stem : callable
        Returns the id that a file name suggests.
    least : str
        What a file has to hold, such as "at least one crystal".
    wanted : str
        The files that are read, such as "CIF or table files".
    gzipped : bool
        Whether files packed with gzip are read, which `rows` then unpacks.
    """

    rows: Callable[[Source, Limits, Progress], Iterator[Material]]
    stem: Callable[[str], str]
    least: str
    wanted: str
    gzipped: bool = False


def read_files(
    sources: Iterable[Source | NamedFile | Path | str],
    reader: Reader,
    limits: Limits,
    progress: Callable[[int, int, str], None] | None,
) -> list[Material]:
    """Return the rows of files, folders and archives in input order, with unique ids."""
    pieces = [piece for source in sources for piece in _expand(source, reader, limits)]
    state = Progress(progress)
    state.expect(len(pieces))
    rows: list[Material] = []
    for name, load in pieces:
        rows.extend(_read(name, load, reader, limits, state))
        state.advance(shown(name))
    return list(unique_ids(rows))


def _expand(
    source: Source | NamedFile | Path | str, reader: Reader, limits: Limits
) -> Iterator[tuple[str, Callable[[], Source]]]:
    """Yield (name, loader) per file; a file's bytes are loaded only when its turn comes."""
    if isinstance(source, Source):
        yield source.name, lambda: source
        return
    if isinstance(source, NamedFile):
        yield source.name, partial(_load, source.path, source.name, limits)
        return
    path = Path(source)
    if not path.is_dir():
        yield str(path), lambda: _load(path, path.name, limits)
        return
    files = files_in(path)
    if not files:
        words = f"The folder {shown(path.name)!r} holds no files; put {reader.wanted} in it."
        yield str(path), lambda: _complain(words)
    for file in files[: limits.max_members]:
        name = file.relative_to(path).as_posix()
        yield name, partial(_load, file, name, limits)
    if len(files) > limits.max_members:
        yield str(path), lambda: _complain(too_many(len(files), limits))


def too_many(files: int, limits: Limits = DEFAULT_LIMITS) -> str:
    """Return the sentence for a folder of more files than are read."""
    return f"The folder holds {files:,} files and only the first {limits.max_members:,} were read; split it."


def files_in(folder: Path) -> list[Path]:
    """Return the files in a folder and those below it, by name, without hidden ones and what archives leave behind."""
    found = []
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != "__MACOSX")
        found += [
            Path(root, name) for name in sorted(names) if not name.startswith(".") and not is_junk(name)
        ]
    return found


def _load(path: Path, name: str, limits: Limits) -> Source:
    try:
        if not path.is_file():
            problem = "is no regular file" if path.exists() else "does not exist"
            raise InputError(f"{shown(str(path))!r} {problem}; give a file or a folder.")
        with path.open("rb") as file:
            return Source(name, file.read(limits.max_file_bytes + 1))
    except (OSError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"{shown(str(path))!r} cannot be opened ({detail(error)}).") from error


def _complain(sentence: str) -> Source:
    raise InputError(sentence)


def _read(
    name: str, load: Callable[[], Source], reader: Reader, limits: Limits, progress: Progress
) -> Iterator[Material]:
    """Yield the rows of one file, of an archive's members one after the other."""
    try:
        source = load()
        _check_size(source, limits)
        if not is_archive(source):
            yield from rows_of(source, reader, limits, progress)
            return
        archive, infos = open_archive(source, limits, reader.wanted)
    except InputError as error:
        yield failed_row(reader.stem(name), shown(name), error)
        return
    progress.expect(len(infos))
    for member, content in members(archive, infos, limits, gzipped=reader.gzipped):
        place = shown(f"{name}/{member}")
        if isinstance(content, MemberError):
            yield failed_row(reader.stem(member), place, content)
        elif is_archive(content):
            yield failed_row(
                reader.stem(member), place, "A zip inside a zip is not opened; pack its files directly."
            )
        else:
            yield from rows_of(Source(f"{name}/{member}", content.data), reader, limits, progress)
        progress.advance(place)


def rows_of(source: Source, reader: Reader, limits: Limits, progress: Progress) -> Iterator[Material]:
    """Yield the rows of one file that is no archive; whatever goes wrong in a library becomes a row."""
    name, place = reader.stem(source.name), shown(source.name)
    try:
        found = False
        for row in reader.rows(replace(source, id=name), limits, progress):
            found = True
            yield row
        if not found:
            yield failed_row(name, place, f"The file holds nothing that could be read; give {reader.least}.")
    except InputError as error:
        yield failed_row(name, place, error)
    except MemoryError:
        yield failed_row(name, place, "The file needs more memory than there is; split it.")
    except Exception as error:  # noqa: BLE001 - the last net: parsers of libraries may raise anything
        yield failed_row(name, place, error, f"The file cannot be read ({type(error).__name__})")


def _check_size(source: Source, limits: Limits) -> None:
    if len(source.data) > limits.max_file_bytes:
        most = naturalsize(limits.max_file_bytes, binary=True, format="%.3g")
        raise InputError(f"The file is larger than {most}, the limit for one file; split it.")
