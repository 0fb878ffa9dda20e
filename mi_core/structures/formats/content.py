"""Formats told by the first lines of a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mi_core.errors import InputError
from mi_core.structures.formats import poscar, xsf
from mi_core.structures.formats.other_formats import other_text_format
from mi_core.tables.mapping import propose_mapping
from mi_core.tables.reading import read_table

if TYPE_CHECKING:
    from collections.abc import Callable

_HEAD = 1 << 16
_CIF = re.compile(rb"^\s*(data_|_cell[._]length_a\b|loop_\s*$)", re.MULTILINE | re.IGNORECASE)
_NOT_READ = "not read"
_UNMISTAKABLE = ("CIF", "XSF", "POSCAR")


def sniff(data: bytes) -> str | None:
    """Return the format, a key of READERS, that the first lines look like, or None."""
    head = _head(data)
    found = next((name for name, looks in _LOOKS.items() if looks(head)), None)
    if found is None:
        return _table_in(data)
    return None if found == _NOT_READ else found


def looks_like(data: bytes, name: str) -> bool:
    """Whether the first lines look like that format."""
    return bool(_LOOKS[name](_head(data)))


def unmistakable(data: bytes) -> str | None:
    """Return the crystal format that a text has beyond doubt, or None."""
    head = _head(data)
    return next((name for name in _UNMISTAKABLE if _LOOKS[name](head)), None)


def _head(data: bytes) -> bytes:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = data[: 2 * _HEAD].decode("utf-16", "replace").encode()
    return data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()


def _text(head: bytes) -> str:
    return head.decode("utf-8", "replace")


def _lines(head: bytes) -> list[str]:
    return _text(head).splitlines() or [""]


def _is_table(line: bytes) -> bool:
    names = {name.strip().strip('"').lower() for name in re.split(r"[,;\t]", line.decode("latin-1"))}
    return bool(names & {"cif", "formula"}) or {"a_site", "b_site"} <= names


# Surer ones first.
_LOOKS: dict[str, Callable[[bytes], object]] = {
    "table": lambda head: _is_table(head.partition(b"\n")[0]),
    "CIF": _CIF.search,
    "JSON": lambda head: head[:1] in {b"{", b"["},
    "XSF": lambda head: xsf.is_xsf(_lines(head)),
    "POSCAR": lambda head: poscar.is_poscar(_lines(head)),
    _NOT_READ: lambda head: other_text_format(
        _text(head)
    ),  # before XYZ: a MOL file may begin with a number too
    "XYZ": lambda head: _lines(head)[0].strip().isdecimal(),
}


def _table_in(data: bytes) -> str | None:
    """Return "table" when the first lines are one whose columns describe materials."""
    head = data[:_HEAD]
    if len(head) < len(data):
        head = head[: head.rfind(b"\n") + 1]
    try:
        return "table" if propose_mapping(read_table("", head)) else None
    except InputError:
        return None
