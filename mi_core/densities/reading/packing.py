"""Files as chunks of bytes, unpacked on the way, none of them whole in memory."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Protocol

from humanize import naturalsize

from mi_core.errors import InputError
from mi_core.words import detail, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mi_core.densities.reading.limits import DensityLimits

CHUNK = 1 << 22
MARKS = {b"\x1f\x8b": "gzip", b"BZh": "bzip2", b"\xfd7zXZ\x00": "xz"}
XZ_MEMORY = 1 << 28  # its header may claim 4 GB


class Openable(Protocol):
    """What is no file by itself, such as a member of an archive: its size, and how it is opened."""

    @property
    def size(self) -> int:
        """Bytes, packed."""
        ...

    def open(self) -> io.BufferedReader:
        """Return it as a file."""
        ...


Content = bytes | Path | Openable


@contextmanager
def chunks_of(data: Content, limits: DensityLimits) -> Iterator[Iterator[bytes]]:
    """Give the bytes of a file, unpacked if it is packed with gzip, bzip2 or xz, in pieces of 4 MiB at most.

    InputError for a file that is too large, packed or unpacked, cannot be opened, or is damaged.
    """
    file, size = _open(data)
    with file:
        _check(size, limits)
        yield _counted(_unpacked(file), limits)


def _open(data: Content) -> tuple[io.BufferedReader, int]:
    """Return a file of bytes and its size."""
    if isinstance(data, bytes):
        return io.BufferedReader(io.BytesIO(data)), len(data)  # type: ignore[arg-type]
    if not isinstance(data, Path):
        return data.open(), data.size
    try:
        if not data.is_file():
            problem = "is no regular file" if data.exists() else "does not exist"
            raise InputError(f"{shown(str(data))!r} {problem}; give a file.")
        return data.open("rb"), data.stat().st_size
    except (OSError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"{shown(str(data))!r} cannot be opened ({detail(error)}).") from error


def _unpacked(file: io.BufferedReader) -> Iterator[bytes]:
    head = file.peek(max(map(len, MARKS)))
    packing = next((name for mark, name in MARKS.items() if head.startswith(mark)), "")
    try:
        if packing == "xz":
            yield from _xz(file)
            return
        # both read as much as they are asked for, however much a few packed bytes may hold
        opened = {"gzip": gzip.open, "bzip2": bz2.open}.get(packing)
        stream = file if opened is None else opened(file)  # type: ignore[operator]
        while chunk := stream.read(CHUNK):
            yield chunk
    except (EOFError, zlib.error, lzma.LZMAError, OSError) as error:
        how = f"packed with {packing} and damaged or cut off" if packing else "not readable"
        raise InputError(f"The file is {how} ({detail(error)}); copy or pack it anew.") from error


def _xz(file: IO[bytes]) -> Iterator[bytes]:
    """Yield what an xz file holds, its streams one after the other, in bounded memory."""
    rest = b""
    while rest or (rest := file.read(CHUNK)):
        decompressor = lzma.LZMADecompressor(memlimit=XZ_MEMORY)
        fed = rest
        while not decompressor.eof:
            yield decompressor.decompress(fed, CHUNK)
            fed = file.read(CHUNK) if decompressor.needs_input and not decompressor.eof else b""
            if not fed and decompressor.needs_input and not decompressor.eof:
                raise EOFError("it ends too early")
        rest = decompressor.unused_data.lstrip(b"\0")  # streams are padded with zeros


def _counted(chunks: Iterator[bytes], limits: DensityLimits) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        _check(size, limits)
        yield chunk


def _check(size: int, limits: DensityLimits) -> None:
    if size > limits.max_bytes:
        most = naturalsize(limits.max_bytes, binary=True, format="%.3g")
        raise InputError(
            f"The file is larger than {most}, the limit for one density; write it on a coarser grid (in VASP: NGXF …)."
        )
