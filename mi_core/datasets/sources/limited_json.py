"""The JSON of a file that a person brings, gzipped or not, within limits of size."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from typing import Any

from mi_core.errors import InputError
from mi_core.structures.limits import DEFAULT_LIMITS, MIB
from mi_core.words import detail

_GZIP = b"\x1f\x8b"


def read_limited_json(data: bytes, most_bytes: int) -> Any:
    """Return what the JSON holds; InputError, whose sentence goes on from the file's name, where it cannot be read.

    most_bytes : of the unpacked text
    """
    text = _unpacked(data, most_bytes)
    if not text.strip():
        raise InputError("is empty.")
    if (values := text.count(b",")) > DEFAULT_LIMITS.max_json_items:
        raise InputError(
            f"holds {values:,} values, where at most {DEFAULT_LIMITS.max_json_items:,} are read."
        )
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"cannot be parsed as JSON ({detail(error)}).") from error


def _unpacked(data: bytes, most_bytes: int) -> bytes:
    """Return the text of a file, read up to a limit that a small one cannot swell to."""
    most = min(most_bytes, max(MIB, DEFAULT_LIMITS.max_ratio * len(data)))
    try:
        packed = data.startswith(_GZIP)
        text = gzip.GzipFile(fileobj=io.BytesIO(data)).read(most + 1) if packed else data
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(f"cannot be unpacked ({detail(error)}).") from error
    if len(text) > most:
        raise InputError(f"holds more than {most // MIB} MiB, far more than it needs, and is not read.")
    return text
