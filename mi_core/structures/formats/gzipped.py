"""Files packed with gzip, unpacked in memory within the limits of one file."""

from __future__ import annotations

import gzip
import io
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING

from mi_core.errors import InputError
from mi_core.words import detail

if TYPE_CHECKING:
    from mi_core.structures.limits import Limits
    from mi_core.structures.source import Source

_MARK = b"\x1f\x8b"
_SUFFIX = ".gz"
_CHUNK = 1 << 20


def without_gzip(source: Source, limits: Limits) -> Source:
    """Return the file that a gzipped one holds, without .gz behind its name, and any other as it is.

    InputError when it is damaged, or larger than one file may be.
    """
    if not source.data.startswith(_MARK):
        return source
    pieces, size = [], 0
    try:
        with gzip.open(io.BytesIO(source.data)) as stream:
            while piece := stream.read(_CHUNK):
                size += len(piece)
                if size > limits.max_file_bytes:
                    raise InputError(
                        f"The file unpacks to more than {limits.max_file_bytes:,} bytes, the limit for one file; split it."
                    )
                pieces.append(piece)
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(f"The gzip file is damaged ({detail(error)}); pack it anew.") from error
    name = source.name[: -len(_SUFFIX)] if source.name.lower().endswith(_SUFFIX) else source.name
    return replace(source, name=name, data=b"".join(pieces))
