"""Bytes to text, whatever editor wrote them."""

from __future__ import annotations

import codecs

from mi_core.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CURE = "give a CIF, POSCAR, XYZ, XSF, JSON, table or zip file"
_CONTROL = bytes(set(range(32)) - {9, 10, 11, 12, 13, 26})


def decode(data: bytes) -> str:
    """Return the text of a file in UTF-8, UTF-16/32 with its mark, or Latin-1; InputError when it is binary."""
    text = _decoded(data)
    if not text.strip():
        raise InputError(f"The file is empty; {_CURE}.")
    return text


def _decoded(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise InputError(
                    f"The file begins as {encoding.upper()} text but breaks off at byte {error.start}; save it as UTF-8."
                ) from error
    head = data[: 1 << 20]
    if len(head.translate(None, _CONTROL)) < 0.99 * len(head) or b"\0" in head:
        raise InputError(f"The file is binary, not text; {_CURE}.")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")
