"""Symmetry operations as arrays: read from their text, compared with groups, completed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import gemmi
import numpy as np

from mi_core.errors import InputError
from mi_core.structures.formats.cif.block import ABSENT, unquoted
from mi_core.words import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

LARGEST = 192 * 8  # the largest space group, in a cell of eight times its own
_TERM = re.compile(r"([+-]?)(\d+(?:\.\d*)?(?:/\d+)?|\.\d+)?\*?([xyz])?(?:/(\d+))?")
_GRID = 24  # all translations of the 230 groups are multiples of 1/24
_ROUNDED = 0.002  # how far a decimal such as 0.333 lies from its fraction


@dataclass(frozen=True)
class Operations:
    """Operations of a crystal: images are `rotations @ x + shifts`, in fractions of the cell.

    rotations : (m, 3, 3) array; shifts : (m, 3) array in [0, 1). The first one is the identity.
    """

    rotations: np.ndarray
    shifts: np.ndarray

    def __len__(self) -> int:
        return len(self.rotations)

    @cached_property
    def keys(self) -> frozenset[tuple[int, ...]]:
        """The operations as integers, to be compared."""
        return frozenset(keys_of(self.rotations, self.shifts))

    @cached_property
    def has_threefold(self) -> bool:
        """Whether any axis is threefold or sixfold, so that thirds are special."""
        return bool(np.isin(np.rint(np.trace(self.rotations, axis1=1, axis2=2)), (0, 2, -2)).any())

    @cached_property
    def metric_mean(self) -> np.ndarray:
        """The (9, 9) matrix that takes a metric tensor, flattened, to its mean over the operations."""
        turned = np.swapaxes(self.rotations, 1, 2)
        return np.einsum("mij,mlk->iljk", turned, turned).reshape(9, 9) / len(self)

    @cached_property
    def group(self) -> gemmi.SpaceGroup | None:
        """The setting of gemmi's table that has these operations."""
        try:
            return gemmi.find_spacegroup_by_ops(gemmi.GroupOps([gemmi.Op(text) for text in triplets(self)]))
        except (ValueError, RuntimeError):
            return None

    @cached_property
    def type_number(self) -> int | None:
        """The number of the space group that these operations are in some setting, tabulated or not."""
        import spglib

        try:
            rotations = np.rint(self.rotations).astype(np.int32)
            found = spglib.get_spacegroup_type_from_symmetry(rotations, self.shifts)
        except Exception:  # noqa: BLE001 - its error class depends on the version; no group is an answer
            return None
        return found.number if found else None

    @cached_property
    def is_group(self) -> bool:
        """Whether products of operations are operations."""
        place = {key: i for i, key in enumerate(keys_of(self.rotations, self.shifts))}
        generators: list[int] = []
        generated = {0}
        for i in place.values():
            if i not in generated:
                generators.append(i)
                generated = self._generated(generators, place)
                if not generated:
                    return False
        return True

    def _generated(self, generators: list[int], place: dict[tuple[int, ...], int]) -> set[int]:
        """Return which operations these generate, the identity among them; none if they generate others, too.

        Products with a few generators tell as much as those of all pairs, of which 1,536 operations have two millions.
        """
        found, last = {0}, [0]
        rotations, shifts = self.rotations[generators], self.shifts[generators]
        while last:
            turned = np.einsum("aij,bjk->abik", rotations, self.rotations[last]).reshape(-1, 3, 3)
            moved = np.einsum("aij,bj->abi", rotations, self.shifts[last]) + shifts[:, None]
            keys = set(keys_of(turned, moved.reshape(-1, 3)))
            if not keys <= place.keys():
                return set()
            last = [place[key] for key in keys if place[key] not in found]
            found.update(last)
        return found


def keys_of(rotations: np.ndarray, shifts: np.ndarray) -> list[tuple[int, ...]]:
    """Return each operation as a tuple of integers, the same for shifts that differ by whole cells."""
    steps = 720  # finer than any translation that is written
    rows = np.concatenate(
        [np.rint(rotations * 24).reshape(-1, 9), np.rint(shifts * steps) % steps], axis=1
    ).astype(np.int64)
    return list(map(tuple, rows.tolist()))


def distinct_operations(rotations: Iterable, shifts: Iterable) -> Operations:
    """Return the different operations among these, the identity first and added if it is not there."""
    rotations = np.concatenate([np.eye(3)[None], np.reshape(np.array(rotations, dtype=float), (-1, 3, 3))])
    shifts = np.concatenate([np.zeros((1, 3)), np.reshape(np.array(shifts, dtype=float), (-1, 3))])
    shifts = shifts - np.floor(shifts + 1e-9)
    first = {key: i for i, key in reversed(list(enumerate(keys_of(rotations, shifts))))}
    kept = sorted(first.values())
    return Operations(rotations[kept], shifts[kept])


IDENTITY = distinct_operations([], [])


@lru_cache(maxsize=2048)
def listed(texts: tuple[str, ...]) -> tuple[Operations, bool]:
    """Return the listed operations, and whether the identity is among them; InputError names one that is none."""
    rows = [text for text in map(unquoted, texts) if text not in ABSENT]
    if any(text.count(",") not in {2, 3} for text in rows):
        rows = _rejoined(" ".join(rows).split())
    if len(rows) > LARGEST:
        raise InputError(f"{len(rows):,} symmetry operations are listed; no space group has more than 192.")
    parsed = [_operation(text) for text in rows]
    found = distinct_operations([rotation for rotation, _ in parsed], [shift for _, shift in parsed])
    keys = keys_of(*map(np.array, zip(*parsed, strict=True)))
    return found, not IDENTITY.keys.isdisjoint(keys)


def _rejoined(words: list[str]) -> list[str]:
    """Return triplets from words into which those without quotes fell at their blanks; numbers of rows are left out."""
    rows: list[str] = []
    is_whole = True
    for word in words:
        goes_on = rows and (not is_whole or rows[-1][-1] in "+-" or (word[0] in "+-" and "," not in word))
        if goes_on:
            rows[-1] += word
        elif not word.isdigit():
            rows.append(word)
        is_whole = not rows or (rows[-1].count(",") >= 2 and not rows[-1].endswith(","))
    return rows


def of_group(group: gemmi.GroupOps) -> Operations:
    """Return the operations of a group of gemmi's."""
    operations = list(group)
    return distinct_operations(
        [np.array(op.rot) / gemmi.Op.DEN for op in operations],
        [np.array(op.tran) / gemmi.Op.DEN for op in operations],
    )


@lru_cache(maxsize=1024)
def of_hall(symbol: str) -> Operations:
    """Return the operations of a Hall symbol that gemmi knows how to read; ValueError or RuntimeError if not."""
    return of_group(gemmi.symops_from_hall(symbol))


def triplets(operations: Operations) -> list[str]:
    """Return the operations as text such as -x,y+1/2,z."""
    return [_triplet(r, t) for r, t in zip(operations.rotations, operations.shifts, strict=True)]


def _triplet(rotation: np.ndarray, shift: np.ndarray) -> str:
    parts = []
    for row, t in zip(rotation, shift, strict=True):
        terms = "".join(_coefficient(c) + axis for c, axis in zip(row, "xyz", strict=True) if abs(c) > 1e-6)
        moved = Fraction(float(t)).limit_denominator(96)
        parts.append(terms.removeprefix("+") + (f"+{moved}" if moved else ""))
    return ",".join(parts)


def _coefficient(value: float) -> str:
    fraction = Fraction(float(value)).limit_denominator(24)
    size = "" if abs(fraction) == 1 else f"{abs(fraction)}*"
    return ("-" if fraction < 0 else "+") + size


def _operation(text: str) -> tuple[np.ndarray, np.ndarray]:
    """Return rotation and shift of one triplet; a fourth term, the time reversal of magnetic files, is left out."""
    parts = re.sub(r"[\s()\[\]]", "", text.lower()).split(",")
    if len(parts) == 4 and parts[3] in {"+1", "-1", "1", "m", "-m", "+m"}:
        parts = parts[:3]
    rows = [row for part in parts if (row := _row(part)) is not None]
    if len(parts) == len(rows) == 3:
        matrix = np.array(rows)
        if abs(abs(np.linalg.det(matrix[:, :3])) - 1.0) < 1e-3:
            return matrix[:, :3], matrix[:, 3]
    raise InputError(f"{shown(text, 40)!r} is no symmetry operation; write three terms such as x,-y,z+1/2.")


def _row(part: str) -> list[float] | None:
    """Return the coefficients of x, y, z and the shift of one part of a triplet; None if it is none."""
    row, at = [0.0, 0.0, 0.0, 0.0], 0
    while at < len(part):
        match = _TERM.match(part, at)
        if match is None or not match[0] or not (match[2] or match[3]) or (at and not match[1]):
            return None
        try:
            value = float(Fraction(match[2] or 1) / int(match[4] or 1))
        except (ValueError, ArithmeticError):
            return None
        value = -value if match[1] == "-" else value
        row["xyz".index(match[3]) if match[3] else 3] += value if match[3] else _exact(value)
        at = match.end()
    return row if part else None


def _exact(value: float) -> float:
    nearest = round(value * _GRID) / _GRID
    return nearest if abs(value - nearest) < _ROUNDED else value
