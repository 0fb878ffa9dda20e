"""One file per format behind one signature, and the chooser among them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from mi_core.errors import InputError
from mi_core.structures.formats import cif, poscar, pymatgen_json, table, xsf, xyz
from mi_core.structures.formats.other_formats import other_format, other_text_format, refusal
from mi_core.structures.limits import Limits
from mi_core.structures.material import Material
from mi_core.structures.progress import Progress
from mi_core.structures.source import Source
from mi_core.tables.mapping import propose_mapping
from mi_core.tables.reading import read_table
from mi_core.tables.spreadsheet import SUFFIXES as SPREADSHEETS
from mi_core.tables.spreadsheet import is_spreadsheet

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
_VASP_NAMES = re.compile(r"POSCAR|CONTCAR|XDATCAR|CHGCAR|AECCAR|LOCPOT|ELFCAR|PARCHG|^CHG$", re.IGNORECASE)


def is_archive(source: Source) -> bool:
    """Whether it is a zip archive, by its first bytes or its name; spreadsheets are zips too, but tables."""
    if is_spreadsheet(source.name, source.data):
        return False
    return source.data.startswith((b"PK\x03\x04", b"PK\x05\x06")) or source.name.lower().endswith(".zip")


def choose(source: Source) -> str:
    """Return the format, a key of READERS: by binary mark, else by name, else by content; InputError if unknown."""
    if source.data.startswith(b"PAR1") or is_spreadsheet(source.name, source.data):
        return "table"
    for mark, packing in _PACKED.items():
        if source.data.startswith(mark):
            raise InputError(f"The file is packed with {packing}; unpack it, or pack it as .zip.")
    base = source.name.replace("\\", "/").rsplit("/", 1)[-1]
    suffix = f".{base.rsplit('.', 1)[-1].lower()}" if "." in base else ""
    if suffix in SUFFIXES:
        return SUFFIXES[suffix]
    found = sniff(source.data)
    if _VASP_NAMES.search(base) and found != "XSF":
        return "POSCAR"
    if found is None:
        if known := other_format(source.data, suffix):
            raise InputError(refusal(known))
        raise InputError(
            f"The format is not known (suffix {suffix or 'none'}); "
            f"give {', '.join(SUFFIXES)}, .zip, or a name with POSCAR or CONTCAR."
        )
    return found


def sniff(data: bytes) -> str | None:
    """Return the format that the first lines look like, or None."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = data[: 1 << 17].decode("utf-16", "replace").encode()
    head = data[: 1 << 16].removeprefix(b"\xef\xbb\xbf").lstrip()
    text = head.decode("utf-8", "replace")
    lines = text.splitlines() or [""]
    looks = {
        "table": lambda: _is_table(head.splitlines()[0] if head else b""),
        "CIF": lambda: re.search(
            rb"^\s*(data_|_cell_length_a\b|loop_\s*$)", head, re.MULTILINE | re.IGNORECASE
        ),
        "JSON": lambda: head[:1] in {b"{", b"["},
        "XSF": lambda: xsf.is_xsf(lines),
        "POSCAR": lambda: poscar.is_poscar(lines),
        "not read": lambda: other_text_format(text),  # a MOL file may begin with a number as an XYZ does
        "XYZ": lambda: lines[0].strip().isdigit(),
    }
    found = next((name for name, look in looks.items() if look()), None)
    if found is None:
        return _table_in(data)
    return found if found in READERS else None


def _is_table(line: bytes) -> bool:
    names = {name.strip().strip('"').lower() for name in re.split(r"[,;\t]", line.decode("latin-1"))}
    return bool(names & {"cif", "formula"}) or {"a_site", "b_site"} <= names


def _table_in(data: bytes) -> str | None:
    """Return "table" when the first lines are one whose columns describe materials."""
    head = data[: 1 << 16]
    if len(head) < len(data):
        head = head[: head.rfind(b"\n") + 1]
    try:
        return "table" if propose_mapping(read_table("", head)) else None
    except InputError:
        return None
