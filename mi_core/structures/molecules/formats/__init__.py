"""Formats of molecules, one file each, and the chooser among them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mi_core.errors import InputError
from mi_core.structures.formats import base_and_suffix, head_of, refuse_packed
from mi_core.structures.formats import sniff as sniff_crystals
from mi_core.structures.formats.other_formats import other_format, other_text_format, refusal
from mi_core.structures.molecules.columns import is_smiles, looks_bonded, names_smiles
from mi_core.structures.molecules.formats import sdf, smiles_list, table
from mi_core.structures.molecules.formats.smiles_list import content_lines, parted
from mi_core.tables.numbers import TEXT, read_cell
from mi_core.tables.spreadsheet import is_spreadsheet
from mi_core.words import shown

if TYPE_CHECKING:
    from mi_core.structures.formats.format import Format
    from mi_core.structures.source import Source

FORMATS = (smiles_list.FORMAT, sdf.FORMAT, table.FORMAT)
_BY_SUFFIX = {suffix: one for one in FORMATS for suffix in one.suffixes}
_SUFFIX = re.compile(rf"({'|'.join(map(re.escape, (*_BY_SUFFIX, '.zip', '.txt')))})?(\.gz)?$", re.IGNORECASE)
_CURE = "give its molecules as SMILES, SDF, MOL or a table with a column of SMILES"
_REACTION = ("$RXN", "$RDFILE")
_SAMPLE = 20
_SMILES_LETTERS = re.compile(r"[A-Za-z0-9@+\-\[\]()=#$%/\\.:*~>]+")
_MOST_WORDS = 4  # of a line that may be a SMILES with its name, and no sentence


def stem(name: str) -> str:
    """Return the id that a file name suggests: no folders, no known suffix."""
    file = shown(name).replace("\\", "/").rstrip("/").rpartition("/")[2]
    return _SUFFIX.sub("", file, count=1) or file or "unnamed"


def choose(source: Source) -> Format:
    """Return the format: by binary mark, else by name unless the text is another one's, else by content."""
    if source.data.startswith(b"PAR1") or is_spreadsheet(source.name, source.data):
        return table.FORMAT
    refuse_packed(source.data)
    if source.data.startswith(b"PK\x03\x04"):
        raise InputError("A zip inside an archive is not opened; pack its files directly.")
    suffix = base_and_suffix(source.name)[1]
    named = _BY_SUFFIX.get(suffix)
    found = sniff(source.data)
    if found is sdf.FORMAT or (found and (named is None or named is sdf.FORMAT)):
        return found
    if found is table.FORMAT and named is smiles_list.FORMAT:
        return found if _first_line_is_headings(source.data) else named
    if found is None:
        _refuse_others(source.data, suffix)
    if named is None:
        raise InputError(f"The format is not known (suffix {suffix or 'none'}); {_CURE}.")
    return named


def sniff(data: bytes) -> Format | None:
    """Return the format that the first lines look like, or None."""
    head = head_of(data)
    if sdf.FORMAT.looks(head):
        return sdf.FORMAT
    whole = head if len(data) <= len(head) else head[: head.rfind(b"\n") + 1]
    lines = [line for _, line in content_lines(whole.decode("utf-8", "replace"))][:_SAMPLE]
    if not lines or head.startswith(tuple(map(str.encode, _REACTION))):
        return None
    cells = [parted(line) for line in lines]
    if names_smiles(cells[0][0]):
        return (
            smiles_list.FORMAT if len(lines[0].split()) < 3 and not _is_delimited(lines[0]) else table.FORMAT
        )
    written = sum(is_smiles(smiles) for smiles, _ in cells)
    sure = any(looks_bonded(smiles) for smiles, _ in cells)
    if 2 * written > len(lines) and (sure or written == len(lines)):
        return table.FORMAT if _have_numbers([rest for _, rest in cells]) else smiles_list.FORMAT
    return table.FORMAT if table.holds_molecules(whole) else None


def sniff_text(text: str) -> Format:
    """Return the format of a pasted text, which is a list of SMILES in doubt; InputError when it is something else."""
    data = text.encode("utf-8", "replace")
    if not text.strip():
        raise InputError("The text is empty; paste SMILES, one a line, a MOL block, or a table.")
    if found := sniff(data):
        return found
    lines = [line for _, line in content_lines(text)]
    is_known = text.lstrip().startswith(_REACTION) or other_text_format(text) is not None
    if not is_known and all(map(_may_be_smiles, lines[:_SAMPLE])):
        return smiles_list.FORMAT
    _refuse_others(data, "")
    raise InputError(
        "The text is in no known format; paste SMILES, one a line, a MOL block, or a table with a column of SMILES."
    )


def _refuse_others(data: bytes, suffix: str) -> None:
    """InputError for what is known not to be molecules."""
    if head_of(data).startswith(tuple(map(str.encode, _REACTION))):
        raise InputError("Reactions are not read; give one molecule at a time, as SMILES, SDF or MOL.")
    if known := other_format(data, "" if suffix in _BY_SUFFIX else suffix):
        raise InputError(refusal(known, _CURE))
    crystals = sniff_crystals(data)
    if crystals is not None and crystals.name != "table":
        raise InputError(refusal(f"{crystals.name}, a format of crystals", _CURE))


def _may_be_smiles(line: str) -> bool:
    return _SMILES_LETTERS.fullmatch(parted(line)[0]) is not None and len(line.split()) <= _MOST_WORDS


def _is_delimited(line: str) -> bool:
    return any(mark in line for mark in ",;\t")


def _first_line_is_headings(data: bytes) -> bool:
    lines = content_lines(head_of(data).decode("utf-8", "replace"))
    return bool(lines) and names_smiles(parted(lines[0][1])[0])


def _have_numbers(rests: list[str]) -> bool:
    """Whether numbers stand behind the SMILES, as measurements do, and no names or whole numbers of rows."""
    cells = [cell for rest in rests for cell in re.split(r"[\s,;]+", rest)]
    numbers = [read_cell(cell) for cell in cells]
    are_numbers = all(cell and number.kind != TEXT for cell, number in zip(cells, numbers, strict=True))
    return len(rests) > 1 and are_numbers and any("." in cell for cell in cells)
