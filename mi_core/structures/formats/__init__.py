"""One file per format behind one signature, and the chooser among them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mi_core.errors import InputError
from mi_core.structures.formats import cif, poscar, pymatgen_json, table, xsf, xyz
from mi_core.structures.formats.other_formats import other_format, other_text_format, refusal
from mi_core.tables.spreadsheet import is_spreadsheet
from mi_core.words import shown

if TYPE_CHECKING:
    from mi_core.structures.formats.format import Format
    from mi_core.structures.source import Source

FORMATS = (
    cif.FORMAT,
    poscar.FORMAT,
    xyz.FORMAT,
    xsf.FORMAT,
    pymatgen_json.FORMAT,
    table.FORMAT,
)
_BY_SUFFIX = {suffix: one for one in FORMATS for suffix in one.suffixes}
_SUFFIX = re.compile(rf"({'|'.join(map(re.escape, (*_BY_SUFFIX, '.zip', '.txt')))})$", re.IGNORECASE)
_SUREST_FIRST = sorted(FORMATS, key=lambda one: -one.certainty)
_HEAD = 1 << 16
_PACKED = {b"\x1f\x8b": "gzip", b"BZh": "bzip2", b"\xfd7zXZ": "xz", b"7z\xbc\xaf": "7-zip", b"Rar!": "RAR"}
_VASP_NAMES = re.compile(r"POSCAR|CONTCAR|XDATCAR|CHGCAR|AECCAR|LOCPOT|ELFCAR|PARCHG|^CHG$", re.IGNORECASE)


def stem(name: str) -> str:
    """Return the id that a file name suggests: no folders, no known suffix; a bare POSCAR keeps its folder."""
    folders, _, file = shown(name).replace("\\", "/").rstrip("/").rpartition("/")
    base = _SUFFIX.sub("", file) or file
    if base.upper() in {"POSCAR", "CONTCAR"} and (folder := folders.rpartition("/")[2]):
        base = f"{folder}/{base}"
    return base or "unnamed"


def is_archive(source: Source) -> bool:
    """Whether it is a zip archive, by its first bytes or its name; spreadsheets are zips too, but tables."""
    is_zip = source.data.startswith((b"PK\x03\x04", b"PK\x05\x06")) or source.name.lower().endswith(".zip")
    return is_zip and not is_spreadsheet(source.name, source.data)


def choose(source: Source) -> Format:
    """Return the format: by binary mark, else by name, else by content; InputError if unknown."""
    if source.data.startswith(b"PAR1") or is_spreadsheet(source.name, source.data):
        return table.FORMAT
    refuse_packed(source.data)
    base, suffix = base_and_suffix(source.name)
    if suffix in _BY_SUFFIX or _VASP_NAMES.search(base):
        return _of_name(_BY_SUFFIX.get(suffix, poscar.FORMAT), source)
    found = sniff(source.data)
    if found is None:
        if known := other_format(source.data, suffix):
            raise InputError(refusal(known))
        raise InputError(
            f"The format is not known (suffix {suffix or 'none'}); "
            f"give {', '.join(_BY_SUFFIX)}, .zip, or a name with POSCAR or CONTCAR."
        )
    return found


def refuse_packed(data: bytes) -> None:
    """InputError for a file that is packed in another way than as a zip archive."""
    packing = next((name for mark, name in _PACKED.items() if data.startswith(mark)), None)
    if packing is not None:
        raise InputError(f"The file is packed with {packing}; unpack it, or pack it as .zip.")


def base_and_suffix(name: str) -> tuple[str, str]:
    """Return the name of a file without its folders, and its suffix, in lower case with its point; "" for none."""
    base = name.replace("\\", "/").rsplit("/", 1)[-1]
    return base, f".{base.rsplit('.', 1)[-1].lower()}" if "." in base else ""


def _of_name(named: Format, source: Source) -> Format:
    """Return the format that the name says, unless the text is another one's beyond doubt; InputError if not read."""
    head = head_of(source.data)
    if named is table.FORMAT or named.looks(head):
        return named
    if found := next((one for one in _SUREST_FIRST if one.certainty > 1 and one.looks(head)), None):
        return found
    if known := other_format(source.data):
        raise InputError(refusal(known))
    return named


def sniff(data: bytes) -> Format | None:
    """Return the format that the first lines look like, or None."""
    head = head_of(data)
    if table.FORMAT.looks(head):  # whose cells may hold CIF texts
        return table.FORMAT
    for one in _SUREST_FIRST:
        # a MOL file may begin with a number, as XYZ does
        if not one.certainty and other_text_format(head.decode("utf-8", "replace")):
            return None
        if one.looks(head):
            return one
    lines = data if len(data) <= _HEAD else data[: data.rfind(b"\n", 0, _HEAD) + 1]
    return table.FORMAT if table.describes_materials(lines) else None


def head_of(data: bytes) -> bytes:
    """Return the first bytes of a text, in UTF-8 where it is marked as UTF-16, without mark and blanks before it."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = data[: 2 * _HEAD].decode("utf-16", "replace").encode()
    return data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
