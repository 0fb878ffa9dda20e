"""A named piece of input, before anybody knows what is in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_SUFFIXES = re.compile(
    r"\.(m?cif|vasp|poscar|contcar|(ext)?xyz|a?xsf|json|csv|tsv|parquet|zip|txt)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Source:
    """A file's name and bytes; the name may carry folders, e.g. of an archive member."""

    name: str
    data: bytes


def shown(name: str, longest: int = 120) -> str:
    """Return a name fit for a table: no control or direction characters, cut in the middle when long."""
    name = _UNPRINTABLE.sub("�", str(name)).strip()
    if len(name) <= longest:
        return name
    half = longest // 2 - 1
    return f"{name[:half]}…{name[-half:]}"


def detail(error: Exception, longest: int = 120) -> str:
    """Return a library's error on one line, or its class when it says nothing."""
    return shown(" ".join(str(error).split()), longest) or type(error).__name__


def stem(name: str) -> str:
    """Return the id that a file name suggests: no folders, no known suffix; a bare POSCAR keeps its folder."""
    path = PurePosixPath(shown(name).replace("\\", "/"))
    base = _SUFFIXES.sub("", path.name) or path.name
    if base.upper() in {"POSCAR", "CONTCAR"} and path.parent.name:
        base = f"{path.parent.name}/{base}"
    return base or "unnamed"
