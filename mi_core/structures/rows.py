"""Rows of a reading: made from a crystal, from a formula, or from a failure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pymatgen.core import Composition, Element, Structure

from mi_core.errors import InputError
from mi_core.formulas import read_formula
from mi_core.structures.checks import check_crystal
from mi_core.structures.material import Material, SiteElements
from mi_core.structures.reduced_formula import crystal_formula, reduced_formula
from mi_core.words import detail, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from mi_core.structures.limits import Limits
    from mi_core.structures.progress import Progress
    from mi_core.structures.source import Source

    Part = tuple[str, int, Callable[[], tuple[Structure, tuple[str, ...]]]]


def crystal_row(
    row_id: str, source: str, structure: Structure, limits: Limits, warnings: Iterable[str] = ()
) -> Material:
    """Return the checked crystal as a row, or the row with the sentence that says why it cannot be used."""
    row_id, warnings = shown(row_id), tuple(warnings)
    try:
        structure, composition, found = check_crystal(structure, limits)
        formula = crystal_formula(structure, composition)
    except InputError as error:
        return Material(row_id, source, warnings=warnings, error=str(error))
    return Material(row_id, source, structure, formula, warnings=tuple(dict.fromkeys((*warnings, *found))))


def crystal_rows(
    source: Source, word: str, parts: Sequence[Part], limits: Limits, progress: Progress
) -> Iterator[Material]:
    """Yield a row per part of a file that may hold several crystals; a part that fails keeps its row.

    word : what a part is called, such as "frame".
    parts : for each its own id or "", its number, and what returns its crystal and remarks or raises InputError.
    """
    place = shown(source.name)
    progress.expect(len(parts) - 1)
    for own_id, number, read in parts:
        alone = len(parts) == 1
        row_id = own_id or (source.id if alone else f"{source.id}-{number}")
        where = place if alone else f"{place}, {word} {number}"
        try:
            structure, warnings = read()
            yield crystal_row(row_id, where, structure, limits, warnings)
        except InputError as error:
            yield failed_row(row_id, where, error)
        if number != parts[-1][1]:
            progress.advance(where)


def failed_row(row_id: str, source: str, error: Exception | str, hint: str = "") -> Material:
    """Return a row that keeps its identity and one sentence; errors of libraries are put into words first."""
    if isinstance(error, InputError | str):
        return Material(shown(row_id), source, error=str(error))
    return Material(shown(row_id), source, error=f"{hint or 'The file cannot be read'} ({detail(error)}).")


def formula_row(row_id: str, source: str, formula: str) -> Material:
    """Return a row that has a reduced formula and no crystal."""
    try:
        found = read_formula(formula)
        return Material(
            shown(row_id), source, formula=reduced_formula(found.composition), warnings=found.remarks
        )
    except InputError as error:
        return failed_row(row_id, source, error)


def sites_row(row_id: str, source: str, a: str, b: str, x: str) -> Material:
    """Return a row with the site elements of an ABX3 perovskite; `x` is an element or three anions, e.g. O2N."""
    try:
        sites = SiteElements(_element(a, "a_site"), _element(b, "b_site"), _anions(x))
    except InputError as error:
        return failed_row(row_id, source, error)
    amounts: dict[str, int] = {}
    for symbol in (sites.a, sites.b, *sites.x):
        amounts[symbol] = amounts.get(symbol, 0) + 1
    return Material(shown(row_id), source, formula=Composition(amounts).reduced_formula, sites=sites)


def unique_ids(rows: Iterable[Material]) -> Iterator[Material]:
    """Yield the rows with ids made unique by -2, -3, …, in order."""
    seen: dict[str, int] = {}
    for row in rows:
        count = seen.get(row.id, 0) + 1
        seen[row.id] = count
        new_id = row.id
        while count > 1 and new_id in seen:
            new_id = f"{row.id}-{count}"
            count += 1
        if new_id != row.id:
            seen[row.id], seen[new_id] = count - 1, 1
            row = replace(row, id=new_id)  # noqa: PLW2901 - the renamed row takes the place of the read one
        yield row


def _element(symbol: str, column: str) -> str:
    symbol = str(symbol).strip()
    if not Element.is_valid_symbol(symbol):
        raise InputError(
            f"Column {column} holds {shown(symbol, 40)!r}, which is no element symbol; write e.g. Sr."
        )
    return Element(symbol).symbol


def _anions(text: str) -> tuple[str, str, str]:
    composition = read_formula(str(text).replace(",", "").replace(" ", "") or "O").composition
    symbols = [specie.symbol for specie, n in composition.items() for _ in range(round(min(n, 4)))]
    if len(composition) == 1:
        symbols = [composition.elements[0].symbol] * 3
    if len(symbols) != 3 or composition.num_atoms not in {1, 3}:
        raise InputError(
            f"Column x_site holds {shown(text, 40)!r}; write one element or three anions, e.g. O or O2N."
        )
    first, second, third = sorted(symbols)
    return first, second, third
