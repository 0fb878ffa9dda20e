"""A named piece of input, before anybody knows what is in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from mi_core.words import detail, shown

__all__ = ["Source", "detail", "shown", "stem"]

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
    path = PurePosixPath(shown(name).replace("\\", "/"))
    base = _SUFFIXES.sub("", path.name) or path.name
    if base.upper() in {"POSCAR", "CONTCAR"} and path.parent.name:
        base = f"{path.parent.name}/{base}"
    return base or "unnamed"
