"""The names of a space group in a file, and what they may mean: Hall symbol, full symbol, usual spelling, number."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from mi_core.structures.formats.cif import settings
from mi_core.structures.formats.cif.operations import Operations, of_hall
from mi_core.words import shown

if TYPE_CHECKING:
    import gemmi

    from mi_core.structures.formats.cif.block import Block

HALL_TAGS = ("_space_group_name_hall", "_symmetry_space_group_name_hall")
SYMBOL_TAGS = (
    "_space_group_name_h-m_alt",
    "_symmetry_space_group_name_h-m",
    "_space_group_name_h-m",
    "_space_group_name_h-m_ref",
    "_space_group_name_h-m_full",
    "_symmetry_space_group_name_h-m_full",
)
NUMBER_TAGS = (
    "_space_group_it_number",
    "_symmetry_int_tables_number",
    "_space_group_int_tables_number",
)
CODE_TAGS = ("_space_group_it_coordinate_system_code", "_symmetry_it_coordinate_system_code")


class Meaning(NamedTuple):
    """Operations that a file may mean, and what the setting is called."""

    name: str
    operations: Operations


class Names(NamedTuple):
    """The names of the space group as the file writes them; empty where it gives none."""

    hall: str
    symbols: tuple[str, ...]
    number: str
    code: str


def names_of(block: Block) -> Names:
    """Return the names that a block gives its space group."""
    symbols = (block.value(tag) for tag in SYMBOL_TAGS if tag in block.pairs or tag in block.loops)
    return Names(
        block.value(*HALL_TAGS) or "",
        tuple(filter(None, symbols)),
        block.value(*NUMBER_TAGS) or "",
        block.value(*CODE_TAGS) or "",
    )


@lru_cache(maxsize=1024)
def meanings_of(names: Names) -> tuple[tuple[Meaning, ...], str, tuple[str, ...]]:
    """Return what the names may mean, from which name it was taken, and remarks on names that disagree."""
    number = int(names.number) if names.number.isdecimal() and len(names.number) < 4 else 0
    if names.hall:
        try:
            operations = of_hall(names.hall.replace("_", " "))
        except (ValueError, RuntimeError):
            pass
        else:
            group = operations.group
            remarks = _disagreement(group, names) if group else ()
            return (Meaning(group.xhm() if group else names.hall, operations),), "Hall symbol", remarks
    for symbol in names.symbols:
        if groups := settings.by_symbol(symbol):
            groups = _coded(groups, names.code) or groups
            remarks = _numbers_differ(groups[0], number, symbol) if number else ()
            return tuple(map(_meaning, groups)), "symbol", remarks
    if groups := _coded(settings.by_number(number), names.code):
        return tuple(map(_meaning, groups)), "number and setting", ()
    return tuple(map(_meaning, settings.standard(number))), "number", ()


def _coded(groups: tuple[gemmi.SpaceGroup, ...], code: str) -> tuple[gemmi.SpaceGroup, ...]:
    """Return the settings that a code names: 1, 2, h, r, b1, -b1, cab, 2cab … A whole code goes before its part."""
    # abc are the axes of the standard setting.
    code = code.strip().lower().removesuffix("abc") or code.strip()
    exact = [group for group in groups if code and code == _code_of(group)]
    return tuple(
        exact or [group for group in groups if code and code in {group.ext.lower(), group.qualifier}]
    )


def _code_of(group: gemmi.SpaceGroup) -> str:
    return f"{group.ext}{group.qualifier}".strip("\0").lower() or "abc"


def _meaning(group: gemmi.SpaceGroup) -> Meaning:
    return Meaning(group.xhm(), of_hall(group.hall))


def _disagreement(group: gemmi.SpaceGroup, names: Names) -> tuple[str, ...]:
    for symbol in names.symbols:
        groups = settings.by_symbol(symbol)
        if groups and all(other.number != group.number for other in groups):
            sentence = (
                f"The Hall symbol {shown(names.hall, 40)!r} is {group.xhm()}, the Hermann-Mauguin symbol is "
                f"{shown(symbol, 40)!r}; the Hall symbol was used."
            )
            return (sentence,)
    return ()


def _numbers_differ(group: gemmi.SpaceGroup, number: int, symbol: str) -> tuple[str, ...]:
    if group.number == number:
        return ()
    return (
        f"The space group {shown(symbol, 40)!r} has the number {group.number}, the file says {number}; the symbol was used.",
    )


def spoken(names: Names) -> str:
    """Return what the file calls its space group."""
    name = next(iter(names.symbols), "") or names.hall or f"number {names.number}"
    return repr(shown(name, 40))
