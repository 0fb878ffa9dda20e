"""Density files in zip archives, unpacked while they are read, and what else there is in such archives."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mi_core.densities.reading.limits import DEFAULT_LIMITS, GIB, DensityLimits
from mi_core.densities.reading.sniff import head_of, is_meant, unpacked_name
from mi_core.errors import InputError
from mi_core.structures.formats import is_archive
from mi_core.structures.formats.archive import MemberError, check_name, members, open_archive, unpacked
from mi_core.structures.limits import DEFAULT_LIMITS as CRYSTAL_LIMITS
from mi_core.structures.source import Source

if TYPE_CHECKING:
    from collections.abc import Generator

    from mi_core.structures.limits import Limits

MOST_UNPACKED = 4 * GIB  # of the members of one archive, looked at and read, one after the other
MARK = b"PK\x03\x04"
_WANTED = "CHGCAR, LOCPOT, ELFCAR or cube files"


@dataclass(slots=True)
class Budget:
    """How many bytes may still be unpacked."""

    left: int


@dataclass(frozen=True, slots=True, eq=False)
class Member:
    """A file in a zip archive that is unpacked while it is read.

    name : its path in the archive; archive : the bytes of that, or where it lies.
    """

    archive: bytes | Path
    info: zipfile.ZipInfo
    limits: Limits
    budget: Budget = field(repr=False)

    @property
    def name(self) -> str:
        """Its path in the archive."""
        return self.info.filename.replace("\\", "/")

    @property
    def size(self) -> int:
        """Its packed size."""
        return self.info.compress_size

    def open(self) -> io.BufferedReader:
        """Return it as a file; reading raises MemberError beyond the limits, and where it is damaged."""
        return io.BufferedReader(_Stream(self._chunks()))

    def _chunks(self) -> Generator[bytes]:
        file = self.archive if isinstance(self.archive, Path) else io.BytesIO(self.archive)
        with zipfile.ZipFile(file) as archive:
            most = min(self.budget.left, self.limits.max_file_bytes)
            for chunk in unpacked(archive, self.info, most, self.limits):
                self.budget.left -= len(chunk)
                yield chunk


class Opened(NamedTuple):
    """What an archive with densities holds.

    densities : in their order; others : the archive without them, None if nothing is left; refused : (path, sentence) of
    members that are not read.
    """

    densities: tuple[Member, ...]
    others: Source | None
    refused: tuple[tuple[str, MemberError], ...]


def open_density_archive(
    name: str, data: bytes | Path, limits: DensityLimits = DEFAULT_LIMITS
) -> Opened | None:
    """Return what a zip archive with density files holds; None for any other file, whose readers say what is wrong with it.

    name : of the file. Members are told by their first bytes and their names, as files are.
    """
    try:
        found = _members(name, data, limits)
    except InputError:
        return None
    densities = tuple(member for member in found if _is_density(member, limits))
    if not densities:
        return None
    taken = {member.info.header_offset for member in densities}
    others, refused = _without(name, data, taken)
    return Opened(densities, others, refused)


def _members(name: str, data: bytes | Path, limits: DensityLimits) -> list[Member]:
    """Return the members of an archive, none of another file; InputError for one that is damaged, or too large."""
    content = _content(data, limits.max_bytes)
    if not is_archive(Source(name, content)):
        return []
    _, infos = open_archive(Source(name, content), CRYSTAL_LIMITS, _WANTED)
    bounds = replace(CRYSTAL_LIMITS, max_file_bytes=limits.max_bytes, max_unpacked_bytes=MOST_UNPACKED)
    budget = Budget(MOST_UNPACKED)
    return [Member(data, info, bounds, budget) for info in infos]


def _content(data: bytes | Path, most: int) -> bytes:
    """Return the bytes of an archive, none of a file that is none, is larger than `most` or cannot be read."""
    if isinstance(data, bytes):
        return data
    try:
        if not data.is_file() or data.stat().st_size > most:
            return b""
        with data.open("rb") as file:
            head = file.read(len(MARK))
            return head + file.read() if head == MARK else b""
    except (OSError, ValueError):
        return b""


def _is_density(member: Member, limits: DensityLimits) -> bool:
    try:
        check_name(member.info, may_nest=unpacked_name(member.name) != member.name)
    except MemberError:
        return False
    return is_meant(member.name, head_of(member, limits))


def _without(
    name: str, data: bytes | Path, taken: set[int]
) -> tuple[Source | None, tuple[tuple[str, MemberError], ...]]:
    """Return an archive without the members that begin at some places, and the members that are not read."""
    content = data if isinstance(data, bytes) else data.read_bytes()
    archive, infos = open_archive(Source(name, content), CRYSTAL_LIMITS, _WANTED)
    rest = [info for info in infos if info.header_offset not in taken]
    refused: list[tuple[str, MemberError]] = []
    packed, kept = io.BytesIO(), 0
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as others:
        for member, found in members(archive, rest, CRYSTAL_LIMITS):
            if isinstance(found, MemberError):
                refused.append((member, found))
                continue
            others.writestr(member, found.data)
            kept += 1
    return (Source(name, packed.getvalue()) if kept else None), tuple(refused)


class _Stream(io.RawIOBase):
    """Chunks as a file."""

    def __init__(self, chunks: Generator[bytes]):
        self._chunks = chunks
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        if not self._rest:
            self._rest = memoryview(next(self._chunks, b""))
        count = min(len(buffer), len(self._rest))
        buffer[:count], self._rest = self._rest[:count], self._rest[count:]
        return count

    def close(self) -> None:
        self._chunks.close()
        super().close()
