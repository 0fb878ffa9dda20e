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
    found = next((name for name, look in _looks(data).items() if look()), None)
    if found is None:
        return _table_in(data)
    return None if found == _NOT_READ else found


def looks_like(data: bytes, name: str) -> bool:
    """Whether the first lines look like that format."""
    return bool(_looks(data)[name]())


def unmistakable(data: bytes) -> str | None:
    """Return the crystal format that a text has beyond doubt, or None."""
    looks = _looks(data)
    return next((name for name in _UNMISTAKABLE if looks[name]()), None)


def _looks(data: bytes) -> dict[str, Callable[[], object]]:
    """Return for each format a question to the first lines, surer ones first."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = data[: 2 * _HEAD].decode("utf-16", "replace").encode()
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()

    def lines() -> list[str]:
        return head.decode("utf-8", "replace").splitlines() or [""]

    return {
        "table": lambda: _is_table(head.partition(b"\n")[0]),
        "CIF": lambda: _CIF.search(head),
        "JSON": lambda: head[:1] in {b"{", b"["},
        "XSF": lambda: xsf.is_xsf(lines()),
        "POSCAR": lambda: poscar.is_poscar(lines()),
        # before XYZ, because a MOL file may begin with a number too
        _NOT_READ: lambda: other_text_format(head.decode("utf-8", "replace")),
        "XYZ": lambda: lines()[0].strip().isdigit(),
    }


def _is_table(line: bytes) -> bool:
    names = {name.strip().strip('"').lower() for name in re.split(r"[,;\t]", line.decode("latin-1"))}
    return bool(names & {"cif", "formula"}) or {"a_site", "b_site"} <= names


def _table_in(data: bytes) -> str | None:
    """Return "table" when the first lines are one whose columns describe materials."""
    head = data[:_HEAD]
    if len(head) < len(data):
        head = head[: head.rfind(b"\n") + 1]
    try:
        return "table" if propose_mapping(read_table("", head)) else None
    except InputError:
        return None
