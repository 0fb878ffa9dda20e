"""A named piece of input, before anybody knows what is in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mi_core.words import shown

_SUFFIXES = re.compile(
    r"\.(m?cif|vasp|poscar|contcar|(ext)?xyz|a?xsf|json|csv|tsv|parquet|xlsx|xlsm|xlsb|xls|ods|zip|txt)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Source:
    """A file's name and bytes; the name may carry folders, e.g. of an archive member."""

    name: str
    data: bytes


def stem(name: str) -> str:
    """Return the id that a file name suggests: no folders, no known suffix; a bare POSCAR keeps its folder."""
    folders, _, file = shown(name).replace("\\", "/").rstrip("/").rpartition("/")
    base = _SUFFIXES.sub("", file) or file
    if base.upper() in {"POSCAR", "CONTCAR"} and (folder := folders.rpartition("/")[2]):
        base = f"{folder}/{base}"
    return base or "unnamed"
