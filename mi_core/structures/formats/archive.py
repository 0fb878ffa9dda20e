"""Zip archives: members as sources, in memory only, with every limit checked while unpacking."""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from mi_core.errors import InputError
from mi_core.structures.limits import MIB, Limits
from mi_core.structures.source import Source
from mi_core.words import detail, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHUNK = 1 << 16
_JUNK = re.compile(r"(^|/)(__MACOSX/|\.DS_Store$|\._|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
_NESTED = re.compile(r"\.(zip|tar|tgz|gz|bz2|xz|7z|rar|zst)$", re.IGNORECASE)
#: Without LZMA, whose header may claim 4 GB of memory.
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2}


class MemberError(InputError):
    """A member that is not read; the others are. `unpacked` counts the bytes that were unpacked before."""

    unpacked = 0


def is_junk(name: str) -> bool:
    """Whether a file is only a file manager's note beside the real ones."""
    return _JUNK.search(name.replace("\\", "/")) is not None


def open_archive(
    source: Source, limits: Limits, wanted: str
) -> tuple[zipfile.ZipFile, list[zipfile.ZipInfo]]:
    """Return the archive and its members, junk and folders left out; InputError when it is broken, empty or has too many.

    wanted : the files that whoever asks reads, such as "CIF or table files", for the sentence about an empty one
    """
    many = source.data.count(b"PK\x01\x02")  # before the directory is read: each entry costs half a kilobyte
    if many > 2 * limits.max_members:
        raise InputError(
            f"The archive lists {many:,} members and at most {limits.max_members:,} are read; split it."
        )
    try:
        archive = zipfile.ZipFile(io.BytesIO(source.data))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError, OSError) as error:
        raise InputError(f"The zip archive is damaged ({detail(error)}); pack it anew.") from error
    members = [info for info in archive.infolist() if not info.is_dir() and not is_junk(info.filename)]
    if not members:
        raise InputError(f"The zip archive holds no files; put {wanted} in it.")
    if len(members) > limits.max_members:
        raise InputError(
            f"The archive has {len(members):,} members and at most {limits.max_members:,} are read; split it."
        )
    return archive, members


def members(
    archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo], limits: Limits, *, gzipped: bool = False
) -> Iterator[tuple[str, Source | MemberError]]:
    """Yield (member name, its source or the reason of its refusal), one member in memory at a time.

    gzipped : whether members may be gzipped files, which whoever asks unpacks within limits of his own
    """
    left = limits.max_unpacked_bytes
    for info in infos:
        try:
            check_name(info, may_nest=gzipped and info.filename.lower().endswith(".gz"))
            data = b"".join(unpacked(archive, info, min(left, limits.max_file_bytes), limits))
        except MemberError as error:
            # what was thrown away was unpacked too: without counting it, many bombs cost the time of one each
            left -= error.unpacked
            yield info.filename, error
            continue
        left -= len(data)
        yield info.filename, Source(info.filename, data)


def check_name(info: zipfile.ZipInfo, *, may_nest: bool) -> None:
    """Raise MemberError for a member that is not read, whatever is in it; may_nest : it may be an archive itself."""
    name = info.filename.replace("\\", "/")
    kind = stat.S_IFMT(info.external_attr >> 16)
    special = "a symbolic link" if kind == stat.S_IFLNK else "a special file"
    is_absolute = name.startswith("/") or re.match(r"[A-Za-z]:", name)
    for is_wrong, words in (
        (is_absolute, "has an absolute path; pack files by relative names"),
        (".." in PurePosixPath(name).parts, "points outside the archive (..); pack files by relative names"),
        (kind not in {0, stat.S_IFREG}, f"is {special}, not a file; pack the file itself"),
        (info.flag_bits & 0x1, "is encrypted; pack it without a password"),
        (
            not may_nest and _NESTED.search(name),
            "is itself an archive; unpack it and pack its files directly",
        ),
        (
            info.compress_type not in _METHODS,
            "uses an unusual compression; pack it with deflate, the default",
        ),
    ):
        if is_wrong:
            raise MemberError(f"The member {shown(name, 80)!r} {words}.")


def unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int, limits: Limits) -> Iterator[bytes]:
    """Yield the bytes of a member in chunks, `most` at most, counted as they come: sizes in headers are only claims."""
    size = 0
    try:
        with archive.open(info) as stream:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                _check_size(info, size, most, limits)
                yield chunk
    except MemberError as error:
        error.unpacked = size
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, OSError) as error:
        refused = MemberError(f"The member is damaged ({detail(error)}); pack it anew.")
        refused.unpacked = size
        raise refused from error


def _check_size(info: zipfile.ZipInfo, size: int, most: int, limits: Limits) -> None:
    if size > most:
        raise MemberError(
            f"The member unpacks to more than {most:,} bytes, which is what is left of the limits "
            f"({limits.max_file_bytes:,} a file, {limits.max_unpacked_bytes:,} an archive); split it."
        )
    if size > MIB and size > limits.max_ratio * max(info.compress_size, 1):
        raise MemberError(
            f"The member unpacks to more than {limits.max_ratio} times its packed size, as zip bombs do; "
            "give the file itself."
        )
