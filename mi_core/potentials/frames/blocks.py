"""The text of an XYZ file, cut into frames."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from mi_core.errors import InputError
from mi_core.words import counted, shown

_KEYS = re.compile(r"\b(lattice|properties|pbc|energy)\s*=", re.IGNORECASE)
_ATOM = re.compile(r"\s*\w+(\s+[-+]?\.?\d\S*){3}")
_MOST_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of one frame.

    Attributes
    ----------
    number : int
        Of the frame, counted from 1.
    comment : str
        Its second line.
    atoms : list of str
        A line per atom.
    error : str
        Why it cannot be read; "" if it can.
    """

    number: int
    comment: str
    atoms: list[str]
    error: str = ""


def cut(text: str) -> list[Block]:
    """Return the frames of a text; one whose lines do not match its number of atoms carries a sentence.

    After such a frame, reading goes on at the next line that holds a number alone before one with keys of extended XYZ.
    InputError when the text does not begin with a number of atoms.
    """
    lines = text.splitlines()
    start = next((i for i, line in enumerate(lines) if line.strip()), 0)
    if not lines or _count(lines[start]) is None:
        raise InputError(
            f"The file is no extended XYZ: its first line should hold the number of atoms of a frame but holds "
            f"{shown(lines[start] if lines else '', 40)!r}. Give extended XYZ, vasprun.xml or OUTCAR."
        )
    blocks: list[Block] = []
    while start < len(lines):
        if not lines[start].strip():
            start += 1
            continue
        block, end = _next_block(lines, start, len(blocks) + 1)
        if any(_ATOM.match(line) for line in lines[start:end]) and _count(lines[start]) is None:
            blocks[-1] = _too_short(blocks[-1], end - start)
        else:
            blocks.append(block)
        start = end
    return blocks


def _too_short(block: Block, n_more: int) -> Block:
    """Return a frame that more atoms follow than it says, and that is therefore another structure than it seems."""
    n_atoms = len(block.atoms)
    announced, follow = counted(n_atoms, "atom"), _follow(n_atoms + n_more)
    sentence = f"The frame announces {announced} and {follow}; correct its number of atoms."
    return replace(block, error=block.error or sentence)


def _next_block(lines: list[str], start: int, number: int) -> tuple[Block, int]:
    """Return the frame that starts at a line, and where the next one does."""
    n_atoms = _count(lines[start])
    if n_atoms is None:
        end = _next_head(lines, start + 1, len(lines))
        sentence = (
            f"Line {start + 1} should hold the number of atoms of a frame but holds {shown(lines[start], 40)!r}; the frame "
            "before it has more lines than it says. Correct its number of atoms."
        )
        return Block(number, "", [], sentence), end
    last = min(start + 2 + n_atoms, len(lines))
    end = _next_head(lines, start + 1, last)
    comment, atoms = (lines[start + 1] if start + 1 < end else ""), lines[start + 2 : end]
    if len(atoms) == n_atoms:
        return Block(number, comment, atoms), end
    sentence = f"The frame announces {counted(n_atoms, 'atom')} and {_follow(len(atoms))}; complete it."
    return Block(number, comment, atoms, sentence), end


def _follow(n_lines: int) -> str:
    return "1 line follows" if n_lines == 1 else f"{n_lines:,} lines follow"


def _count(line: str) -> int | None:
    word = line.strip()
    return int(word) if word.isascii() and word.isdecimal() and len(word) <= _MOST_DIGITS else None


def _next_head(lines: list[str], start: int, end: int) -> int:
    """Return the first line from `start` on that begins a frame, or `end`."""
    for i in range(start, min(end, len(lines) - 1)):
        if _count(lines[i]) is not None and _KEYS.search(lines[i + 1]):
            return i
    return end
