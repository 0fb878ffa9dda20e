"""The sites that a block lists: what they hold, where they are, and how full they are."""

from __future__ import annotations

import math
import re
from itertools import repeat
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mi_core.errors import InputError
from mi_core.formulas.isotopes import isotope_remarks
from mi_core.structures.formats.cif.block import ABSENT, number, unquoted
from mi_core.structures.formats.cif.formula import declared_elements
from mi_core.structures.formats.cif.species import DUMMY, kind_of
from mi_core.words import shown

if TYPE_CHECKING:
    from pymatgen.core import Lattice

    from mi_core.structures.formats.cif.block import Block
    from mi_core.structures.formats.cif.species import Kind

POSITION_TAGS = ("_atom_site_fract_x", "_atom_site_fract_y", "_atom_site_fract_z")
CARTESIAN_TAGS = ("_atom_site_cartn_x", "_atom_site_cartn_y", "_atom_site_cartn_z")
LABEL_TAGS = ("_atom_site_label", "_atom_site_label_atom_id", "_atom_site_auth_atom_id", "_atom_site_id")
MULTIPLICITY_TAGS = ("_atom_site_symmetry_multiplicity", "_atom_site_site_symmetry_multiplicity")
FULL = 1.05  # sums up to here are rounding, as refinements and AMCSD print them
_DUMMY_FLAGS = frozenset({"dum", "Dum", "DUM", "dummy"})
_ONE = frozenset({"1", "1.", "1.0", "1.00", "1.000", "1.0000", ".", "?"})
_DIGITS = re.compile(r"\.(\d*)")


class Sites(NamedTuple):
    """Sites as listed, all of the same length: labels, element symbols, (n, 3) fractions of the cell, occupancies.

    `written` holds the coordinates as text (empty when they were Cartesian), `multiplicities` the declared numbers
    of images as text (dots where the file gives none), `remarks` what was left out or taken for something else.
    """

    labels: list[str]
    elements: list[str]
    coords: np.ndarray
    occupancies: np.ndarray
    written: list[list[str]]
    multiplicities: list[str]
    remarks: tuple[str, ...]

    @property
    def is_full(self) -> bool:
        """Whether no site is partly occupied."""
        return set(self.occupancies.tolist()) == {1.0}


def sites(block: Block, lattice: Lattice) -> Sites:
    """Return the sites of a block; InputError names the one that cannot be used."""
    columns, is_cartesian = _positions(block)
    n = len(columns[0])
    labels, types = _names(block, n)
    kinds = _kinds(block, types, labels)
    occupancies = _occupancies(block, labels, n)
    listed = _Listed(labels, kinds, occupancies, columns, _aligned(block, n, *MULTIPLICITY_TAGS))
    remarks: tuple[str, ...] = ()
    if any(map(_is_special, kinds)) or 0.0 in occupancies:
        listed, remarks = _without_dummies(listed)
    coords = np.array(list(map(_coordinates, listed.columns, "xyz"))).T
    if is_cartesian:
        coords = lattice.get_fractional_coords(coords)
        listed = listed._replace(columns=[])
    return Sites(
        listed.labels,
        [kind.element for kind in listed.kinds if kind.element is not None],  # dummies are gone
        coords,
        np.array(listed.occupancies),
        listed.columns,
        listed.multiplicities,
        remarks,
    )


class _Listed(NamedTuple):
    labels: list[str]
    kinds: list[Kind]
    occupancies: list[float]
    columns: list[list[str]]
    multiplicities: list[str]

    def only(self, kept: list[int]) -> _Listed:
        return _Listed(
            [self.labels[i] for i in kept],
            [self.kinds[i] for i in kept],
            [self.occupancies[i] for i in kept],
            [[column[i] for i in kept] for column in self.columns],
            [self.multiplicities[i] for i in kept],
        )


def _is_special(kind: Kind) -> bool:
    return kind.element is None or kind.element == "H" or kind.hydrogens > 0


def _without_dummies(listed: _Listed) -> tuple[_Listed, tuple[str, ...]]:
    """Return the sites that hold atoms somewhere, and sentences about those left out and about hydrogens."""
    dummy = [kind.element is None for kind in listed.kinds]
    nowhere = [
        kind.element == "H" and all(column[i] == "?" for column in listed.columns)  # not located
        for i, kind in enumerate(listed.kinds)
    ]
    empty = [amount == 0.0 for amount in listed.occupancies]
    out = list(map(any, zip(dummy, nowhere, empty, strict=True)))
    remarks = _remarks(listed, dummy, nowhere, empty)
    if all(out):
        raise InputError("The block has no atoms but dummies; a crystal needs at least one atom.")
    return (listed.only([i for i, is_out in enumerate(out) if not is_out]) if any(out) else listed), remarks


def _positions(block: Block) -> tuple[list[list[str]], bool]:
    """Return the columns of x, y and z, and whether they are Cartesian, as where the fractional ones are unknown."""
    for tags in (POSITION_TAGS, CARTESIAN_TAGS):
        columns = [block.column(tag) for tag in tags]
        if all(columns) and any(text != "?" for text in columns[0]):
            if tags[0] in block.broken:
                raise InputError(
                    f"The table of atoms breaks off: its last row is not full ({tags[0]} and the other columns); "
                    "complete or delete it."
                )
            if len(set(map(len, columns))) > 1:
                raise InputError(
                    "The columns of the atoms' coordinates differ in length; export the file anew."
                )
            if tags[0] in block.repeated:
                raise InputError(
                    "The block holds two tables of atoms; put each crystal into a block of its own."
                )
            return columns, tags is CARTESIAN_TAGS
    raise InputError("The block has no atoms with fractional coordinates (_atom_site_fract_x, _y, _z).")


def _aligned(block: Block, n: int, *tags: str) -> list[str]:
    """Return the first of these columns that has a value for each site; else dots."""
    for tag in tags:
        column = block.column(tag)
        if len(column) == n:
            return column
    return ["."] * n


def _names(block: Block, n: int) -> tuple[list[str], list[str]]:
    labels = _aligned(block, n, *LABEL_TAGS)
    if not ABSENT.isdisjoint(labels):
        labels = [f"{i}" if label in ABSENT else label for i, label in enumerate(labels, start=1)]
    if any(mark in "".join(labels) for mark in "'\""):
        labels = list(map(unquoted, labels))
    types = _aligned(block, n, "_atom_site_type_symbol")
    return (labels if len(set(labels)) == n else _told_apart(labels, types)), types


def _told_apart(labels: list[str], types: list[str]) -> list[str]:
    """Return the labels, with the type symbol where one label stands for several, as for Fe2+ and Fe3+ at one place."""
    several: dict[str, set[str]] = {}
    for label, symbol in zip(labels, types, strict=True):
        several.setdefault(label, set()).add(symbol)
    return [
        f"{label} ({unquoted(symbol)})" if len(several[label]) > 1 else label
        for label, symbol in zip(labels, types, strict=True)
    ]


def _kinds(block: Block, types: list[str], labels: list[str]) -> list[Kind]:
    declared = declared_elements(block)
    flags = block.column("_atom_site_calc_flag")
    if len(flags) != len(types) or _DUMMY_FLAGS.isdisjoint(flags):
        return list(map(kind_of, types, labels, repeat(declared)))
    return [
        DUMMY if flag in _DUMMY_FLAGS else kind_of(symbol, label, declared)
        for symbol, label, flag in zip(types, labels, flags, strict=True)
    ]


def _occupancies(block: Block, labels: list[str], n: int) -> list[float]:
    column = _aligned(block, n, "_atom_site_occupancy")
    if _ONE.issuperset(column):
        return [1.0] * n
    return [
        1.0 if text in _ONE else _occupancy(text, label) for text, label in zip(column, labels, strict=True)
    ]


def _occupancy(text: str, label: str) -> float:
    value = 1.0 if unquoted(text) in ABSENT else number(text)
    if value is None or value < 0.0:
        raise InputError(
            f"Atom {shown(label, 30)} has the occupancy {shown(text, 30)!r}; write a number from 0 to 1."
        )
    if value > FULL:
        raise InputError(
            f"Atom {shown(label, 30)} has the occupancy {shown(text, 30)}, more than one atom on a site; write 0 to 1."
        )
    return min(value, 1.0)


def _coordinates(column: list[str], axis: str) -> list[float]:
    """Return one coordinate of all sites; "." is the dictionary's default, 0; InputError names one that is no number."""
    try:
        values = list(map(float, column))
        if math.isfinite(sum(values)) and "_" not in "".join(column):
            return values
    except ValueError:
        pass
    found = []
    for i, text in enumerate(column):
        value = 0.0 if text == "." else number(text)
        if value is None:
            raise InputError(
                f"Atom {i + 1} has the {axis} coordinate {shown(text, 30)!r}, which is no finite number; "
                "write fractional coordinates as decimal numbers."
            )
        found.append(value)
    return found


def _remarks(listed: _Listed, dummy: list[bool], nowhere: list[bool], empty: list[bool]) -> tuple[str, ...]:
    labels, kinds = listed.labels, listed.kinds
    remarks = []
    for marks, what in (
        (dummy, "Left out as dummy atoms, which are no atoms of the crystal"),
        (nowhere, "Left out because they have no coordinates"),
        (empty, "Left out because their occupancy is 0"),
    ):
        if any(marks):
            remarks.append(
                f"{what}: {_some(label for label, mark in zip(labels, marks, strict=True) if mark)}."
            )
    bound = [label for label, kind in zip(labels, kinds, strict=True) if kind.hydrogens]
    if bound and not any(kind.element == "H" for kind in kinds):
        remarks.append(
            f"Hydrogen is missing: of {_some(bound)} only the heavy atom is listed, and its hydrogen is not counted."
        )
    return (*remarks, *isotope_remarks(kind.isotope for kind in kinds))


def _some(labels) -> str:
    names = [shown(label, 20) for label in labels]
    return ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")


def digits(written: list[list[str]]) -> int:
    """Return the most digits behind the point that a coordinate has."""
    found = [len(match[1]) for column in written for text in column if (match := _DIGITS.search(text))]
    return max(found, default=0) if written else 6
