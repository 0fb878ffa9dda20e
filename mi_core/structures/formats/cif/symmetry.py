"""Which operations a file means, in the order of trust: listed, Hall, full symbol, usual spelling, number."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import gemmi

from mi_core.errors import InputError
from mi_core.structures.formats.cif.block import ABSENT
from mi_core.structures.formats.cif.group_names import Meaning, Names, meanings_of, names_of, spoken
from mi_core.structures.formats.cif.operations import (
    IDENTITY,
    Operations,
    distinct_operations,
    keys_of,
    listed,
    of_group,
    triplets,
)

if TYPE_CHECKING:
    from mi_core.structures.formats.cif.block import Block

OPERATION_TAGS = (
    "_space_group_symop_operation_xyz",
    "_symmetry_equiv_pos_as_xyz",
)
MAGNETIC_TAGS = ("_space_group_symop_magn_operation_xyz", "_space_group_symop_magn_operation_algebraic")
CENTRING_TAGS = ("_space_group_symop_magn_centering_xyz",)


class Symmetry(NamedTuple):
    """What a file says about symmetry, before the cell and the atoms are asked.

    meanings : what the operations may be, the likeliest first.
    remarks : what is odd, in sentences.
    is_listed : whether the first meaning is a list of operations, which the others would only complete.
    source : what the meanings were taken from, in words, when they are not listed.
    """

    meanings: tuple[Meaning, ...]
    remarks: tuple[str, ...] = ()
    is_listed: bool = False
    source: str = ""


def find(block: Block) -> Symmetry:
    """Return the operations that the file lists or names; P 1 with a sentence where nothing is known."""
    names = names_of(block)
    if block.mentions("_symop_magn_") and (magnetic := tuple(block.column(*MAGNETIC_TAGS))):
        return _magnetic(magnetic, tuple(block.column(*CENTRING_TAGS)))
    tag = next((tag for tag in OPERATION_TAGS if tag in block.loops or tag in block.pairs), "")
    texts = tuple(block.column(tag))
    if ABSENT.issuperset(texts):
        return _of_names(names)
    try:
        return _of_list(texts, names)
    except InputError:
        if tag not in block.loops or len(block.table(tag)) == len(texts):
            raise
        # Triplets without quotes fell into other columns.
        return _of_list((" ".join(block.table(tag)),), names)


@lru_cache(maxsize=256)
def _magnetic(texts: tuple[str, ...], centrings: tuple[str, ...]) -> Symmetry:
    """Return the operations of a magnetic group without their time reversals."""
    operations = listed(texts)[0]
    if centrings:
        centring = listed(centrings)[0]
        pairs = [
            (rotation, shift + move)
            for move in centring.shifts
            for rotation, shift in zip(operations.rotations, operations.shifts, strict=True)
        ]
        operations = distinct_operations([rotation for rotation, _ in pairs], [shift for _, shift in pairs])
    return Symmetry((Meaning("the listed operations", operations),), is_listed=True)


@lru_cache(maxsize=1024)
def _of_list(texts: tuple[str, ...], names: Names) -> Symmetry:
    operations, has_identity = listed(texts)
    remarks = [] if has_identity else ["The listed symmetry operations lack x,y,z; it was added."]
    named = meanings_of(names)[0]
    meanings = [Meaning("the listed operations", operations)]
    if not operations.is_group:
        meanings += [m for m in named if operations.keys < m.operations.keys] or _closure(operations)
        if len(meanings) == 1:
            remarks.append(no_group(operations))
    elif named and not any(m.operations.keys == operations.keys for m in named):
        larger = [m for m in named if operations.keys < m.operations.keys]
        meanings += larger
        if not larger and (conflict := _conflict(operations, named, names)):
            remarks.append(conflict)
    return Symmetry(tuple(meanings), tuple(remarks), is_listed=True)


def no_group(operations: Operations) -> str:
    """Return the sentence about listed operations that are no group."""
    return (
        f"The {len(operations)} listed symmetry operations are no group (products of them are not listed); "
        "check that none is missing or mistyped."
    )


def _closure(operations: Operations) -> list[Meaning]:
    """Return the space group that the operations generate, if they generate one."""
    try:
        group = gemmi.GroupOps([gemmi.Op(text) for text in triplets(operations)])
        group.add_missing_elements()
        found = of_group(group)
    except (ValueError, RuntimeError):
        return []
    return [Meaning(found.group.xhm(), found)] if found.group and operations.keys < found.keys else []


def _conflict(operations: Operations, named: tuple[Meaning, ...], names: Names) -> str:
    """Return the sentence about a list and a name that are different space groups; empty if only settings differ."""
    group, name = operations.group, named[0].operations.group
    if len(operations) == 1:
        return ""
    if name and name.number == (group.number if group else operations.type_number):
        return ""
    is_what = f"those of {group.xhm()}" if group else "not a tabulated setting"
    return f"The listed symmetry operations are {is_what}, the file names {spoken(names)}; the operations were used."


@lru_cache(maxsize=1024)
def _of_names(names: Names) -> Symmetry:
    meanings, source, remarks = meanings_of(names)
    if meanings:
        return Symmetry(meanings, remarks, source=source)
    if not (names.hall or names.symbols or names.number):
        sentence = (
            "The file says nothing of symmetry; only the atoms listed were read (P 1), so that atoms are probably missing "
            "unless all were listed."
        )
    else:
        sentence = (
            f"The space group {spoken(names)} is not known and no symmetry operations are listed; only the atoms "
            "listed were read (P 1), so that atoms are probably missing."
        )
    return Symmetry((Meaning("P 1", IDENTITY),), (*remarks, sentence))


def missing(listed_: Operations, whole: Operations) -> str:
    """Return the first operations of the whole group that are not listed, centring translations first."""
    lacking = [
        text
        for text, key in zip(triplets(whole), keys_of(whole.rotations, whole.shifts), strict=True)
        if key not in listed_.keys
    ]
    shifts = [text for text in lacking if re.sub(r"\+[12]/[23]", "", text) == "x,y,z"]
    first = (shifts or lacking)[:3]
    others = len(lacking) - len(first)
    return "; ".join(first) + (f" and {others} more" if others else "")
