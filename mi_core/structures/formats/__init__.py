"""One file per format behind one signature, and the chooser among them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from mi_core.errors import InputError
from mi_core.structures.formats import cif, poscar, pymatgen_json, table, xsf, xyz
from mi_core.structures.formats.content import looks_like, sniff, unmistakable
from mi_core.structures.formats.other_formats import other_format, refusal
from mi_core.structures.limits import Limits
from mi_core.structures.material import Material
from mi_core.structures.progress import Progress
from mi_core.structures.source import Source
from mi_core.tables.spreadsheet import SUFFIXES as SPREADSHEETS
from mi_core.tables.spreadsheet import is_spreadsheet

__all__ = ["READERS", "SUFFIXES", "choose", "is_archive", "sniff"]

Reader = Callable[[Source, Limits, Progress], Iterator[Material]]

READERS: dict[str, Reader] = {
    "CIF": cif.read,
    "POSCAR": poscar.read,
    "XYZ": xyz.read,
    "XSF": xsf.read,
    "JSON": pymatgen_json.read,
    "table": table.read,
}
SUFFIXES = {
    ".cif": "CIF",
    ".mcif": "CIF",
    ".poscar": "POSCAR",
    ".contcar": "POSCAR",
    ".vasp": "POSCAR",
    ".xyz": "XYZ",
    ".extxyz": "XYZ",
    ".xsf": "XSF",
    ".axsf": "XSF",
    ".json": "JSON",
    ".csv": "table",
    ".tsv": "table",
    ".parquet": "table",
    **dict.fromkeys(SPREADSHEETS, "table"),
}
_PACKED = {b"\x1f\x8b": "gzip", b"BZh": "bzip2", b"\xfd7zXZ": "xz", b"7z\xbc\xaf": "7-zip", b"Rar!": "RAR"}
_MARKS = tuple(_PACKED)
_VASP_NAMES = re.compile(r"POSCAR|CONTCAR|XDATCAR|CHGCAR|AECCAR|LOCPOT|ELFCAR|PARCHG|^CHG$", re.IGNORECASE)


def is_archive(source: Source) -> bool:
    """Whether it is a zip archive, by its first bytes or its name; spreadsheets are zips too, but tables."""
    is_zip = source.data.startswith((b"PK\x03\x04", b"PK\x05\x06")) or source.name.lower().endswith(".zip")
    return is_zip and not is_spreadsheet(source.name, source.data)


def choose(source: Source) -> str:
    """Return the format, a key of READERS: by binary mark, else by name, else by content; InputError if unknown."""
    if source.data.startswith(b"PAR1") or is_spreadsheet(source.name, source.data):
        return "table"
    if source.data.startswith(_MARKS):
        packing = next(name for mark, name in _PACKED.items() if source.data.startswith(mark))
        raise InputError(f"The file is packed with {packing}; unpack it, or pack it as .zip.")
    base = source.name.replace("\\", "/").rsplit("/", 1)[-1]
    suffix = f".{base.rsplit('.', 1)[-1].lower()}" if "." in base else ""
    if suffix in SUFFIXES or _VASP_NAMES.search(base):
        return _of_name(SUFFIXES.get(suffix, "POSCAR"), source)
    found = sniff(source.data)
    if found is None:
        if known := other_format(source.data, suffix):
            raise InputError(refusal(known))
        raise InputError(
            f"The format is not known (suffix {suffix or 'none'}); "
            f"give {', '.join(SUFFIXES)}, .zip, or a name with POSCAR or CONTCAR."
        )
    return found


def _of_name(named: str, source: Source) -> str:
    """Return the format that the name says, unless the text is another one's beyond doubt; InputError if not read."""
    if named == "table" or looks_like(source.data, named):
        return named
    if found := unmistakable(source.data):
        return found
    if known := other_format(source.data):
        raise InputError(refusal(known))
    return named
