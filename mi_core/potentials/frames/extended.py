"""One frame of extended XYZ as atoms and the values that the file keeps with them."""

from __future__ import annotations

import re
from io import StringIO
from typing import TYPE_CHECKING, Any, NamedTuple

from mi_core.errors import InputError
from mi_core.potentials.frames.labels import check_values
from mi_core.structures.formats.words import element
from mi_core.structures.formats.xyz_comment import lattice, read_columns
from mi_core.words import detail, shown

if TYPE_CHECKING:
    from ase import Atoms

    from mi_core.potentials.frames.blocks import Block

_SPELLED = ("Lattice", "Properties", "pbc")
_CELL_CURE = 'write Lattice="ax ay az bx by bz cx cy cz" (Å) in its second line, or pbc="F F F" for a cluster'
_TAKEN = ("species", "symbols", "z", "numbers", "pos", "positions")
_TRUTH = {"t": "T", "true": "T", "1": "T", "f": "F", "false": "F", "0": "F"}
# With its point, since 2D3 may be a name.
_FORTRAN = re.compile(r"(?<![\w.])([-+]?(?:\d+\.\d*|\.\d+))[dD]([-+]?\d+)(?![\w.])")


class Values(NamedTuple):
    """Atoms, the values of the cell (`info`) and of the atoms (`arrays`) by the file's own keys."""

    atoms: Atoms
    info: dict[str, Any]
    arrays: dict[str, Any]


def read_block(block: Block) -> Values:
    """Return what a frame holds; InputError says why it cannot be read."""
    if block.error:
        raise InputError(block.error)
    if not block.atoms:
        raise InputError("The frame holds no atoms; delete it.")
    comment = _with_plain_pbc(_spelled(_with_plain_exponents(block.comment)))
    check_values(comment)
    if not re.search(r"\b(Lattice|pbc)=", comment):
        raise InputError(f"The frame has no cell; {_CELL_CURE}.")
    if "Lattice=" in comment:
        lattice(comment)
    lines = _with_elements(comment, [_with_plain_exponents(line) for line in block.atoms])
    found = _by_ase(f"{len(lines)}\n{_with_standard_columns(comment)}\n" + "\n".join(lines) + "\n")
    return values_of(found)


def values_of(atoms: Atoms) -> Values:
    """Return what atoms of ASE hold, with what their calculator says."""
    results = dict(atoms.calc.results) if atoms.calc is not None else {}
    own = {key: value for key, value in results.items() if key in ("energy", "free_energy")}
    arrays = {key: value for key, value in atoms.arrays.items() if key not in ("numbers", "positions")}
    if "forces" in results:
        arrays["forces"] = results["forces"]
    return Values(atoms, {**atoms.info, **own}, arrays)


def _with_plain_exponents(text: str) -> str:
    """Return the text with 1.0D-3, as Fortran writes numbers, as 1.0E-3."""
    return _FORTRAN.sub(r"\1E\2", text)


def _spelled(comment: str) -> str:
    """Return the comment with its cell, columns and periodicity under the names that ASE knows."""
    for key in _SPELLED:
        comment = re.sub(rf"(?<![\w.]){key}\s*=\s*", f"{key}=", comment, flags=re.IGNORECASE)
    return comment


def _with_plain_pbc(comment: str) -> str:
    """Return the comment with pbc as ASE understands it; of any other word, ASE would make a crystal."""
    match = re.search(r"(?<![\w.])pbc=(\"[^\"]*\"|'[^']*'|\{[^}]*\}|\[[^\]]*\]|\S*)", comment)
    if match is None:
        return comment
    words = re.sub(r"[\"'{}\[\],]", " ", match[1]).lower().split()
    if len(words) not in {1, 3} or not all(word in _TRUTH for word in words):
        raise InputError(
            f'The frame says pbc={shown(match[1], 40)}; write T or F for each direction, as in pbc="T T F".'
        )
    letters = " ".join(_TRUTH[word] for word in (words if len(words) == 3 else 3 * words))
    return f'{comment[: match.start()]}pbc="{letters}"{comment[match.end() :]}'


def _with_standard_columns(comment: str) -> str:
    """Return the comment with the columns of element and position called as ASE calls them, and no other column so."""
    match = re.search(r"Properties=(\"?)([^\s\"]+)", comment)
    if match is None:
        return comment
    fields = match[2].split(":")
    columns = read_columns(comment)
    at = 0
    for i in range(0, len(fields) - 2, 3):
        if at == columns.species:
            fields[i : i + 3] = ["species", "S", "1"]
        elif at == columns.position.start:
            fields[i : i + 3] = ["pos", "R", "3"]
        elif fields[i].lower() in _TAKEN:
            fields[i] = f"other_{fields[i]}"  # atomic numbers beside symbols would overrule them
        fields[i + 1] = fields[i + 1].upper()
        at += int(fields[i + 2])
    return comment[: match.start(2)] + ":".join(fields) + comment[match.end(2) :]


def _with_elements(comment: str, atoms: list[str]) -> list[str]:
    """Return the lines of atoms with standard symbols, such as Si for SI, Si1 or 14; InputError names what is no element."""
    columns = read_columns(comment)
    lines = []
    for number, line in enumerate(atoms, start=1):
        words = line.split()
        if len(words) < columns.width:
            raise InputError(
                f"Atom {number} has {len(words)} columns where the frame needs {columns.width}; complete the line."
            )
        symbol = element(words[columns.species])
        if symbol in ("D", "T"):
            raise InputError(
                f"Atom {number} is {symbol}, an isotope of hydrogen, and potentials know elements alone; write H."
            )
        words[columns.species] = symbol
        lines.append(" ".join(words))
    return lines


def _by_ase(text: str) -> Atoms:
    from ase.io.extxyz import read_extxyz

    try:
        return next(read_extxyz(StringIO(text), index=0))
    except StopIteration:
        raise InputError("The frame cannot be read as extended XYZ; write it anew with ASE.") from None
    except Exception as error:  # whatever the reader's parser raises
        raise InputError(
            f"The frame cannot be read as extended XYZ ({shown(detail(error), 100)}); correct its second line "
            "and its columns."
        ) from error
