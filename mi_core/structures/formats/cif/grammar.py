"""From text to blocks: gemmi where the text keeps the grammar of CIF 1.1, block by block where it does not."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import gemmi

from mi_core.errors import InputError
from mi_core.structures.formats.cif.block import Block, from_gemmi
from mi_core.structures.formats.cif.repair import repaired

if TYPE_CHECKING:
    from mi_core.structures.limits import Limits

_HEAD = re.compile(r"^[ \t]*data_", re.MULTILINE | re.IGNORECASE)
_NAME = re.compile(r"^[ \t]*_[a-z]", re.MULTILINE | re.IGNORECASE)
_CIF_2 = "#\\#CIF_2"


def blocks(text: str, limits: Limits) -> list[Block | str]:
    """Return the blocks of a text in order; for one that cannot be read, the sentence that says why."""
    text = text.rstrip("\x1a \t\r\n") + "\n"  # DOS ended files with Ctrl-Z
    try:
        found = list(gemmi.cif.read_string(text, check_level=0))
    except (ValueError, RuntimeError):
        return _one_by_one(text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n"), limits)
    _check_count(len(found), limits)
    return [from_gemmi(block) for block in found]


def _one_by_one(text: str, limits: Limits) -> list[Block | str]:
    starts = [match.start() for match in _HEAD.finditer(text)]
    if not starts and _NAME.search(text):
        starts = [0]  # items without the line data_NAME above them
    _check_count(len(starts), limits)
    is_cif_2 = text.startswith(_CIF_2)
    return [_block(text[a:b], is_cif_2, limits) for a, b in pairwise([*starts, len(text)])]


def _block(piece: str, is_cif_2: bool, limits: Limits) -> Block | str:
    try:
        return from_gemmi(gemmi.cif.read_string(piece, check_level=0)[0])
    except (ValueError, RuntimeError, IndexError) as error:
        if len(piece) > limits.max_repaired_characters:
            return (
                f"The text breaks the CIF grammar ({_where(error)}), and with {len(piece):,} characters it is too long "
                f"to be repaired (at most {limits.max_repaired_characters:,}); export it anew."
            )
        return repaired(piece, is_cif_2=is_cif_2)


def _where(error: Exception) -> str:
    match = re.match(r"string:(\d+)", str(error))
    return f"line {match[1]} of the block" if match else "somewhere"


def _check_count(count: int, limits: Limits) -> None:
    if count > limits.max_rows:
        raise InputError(
            f"The CIF has {count:,} data blocks and at most {limits.max_rows:,} are read; split the file."
        )
