"""Columns that hold the contents of elements, "Al (wt%)", "Cu_at%", "Fe": compositions in parts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from mi_core.errors import InputError
from mi_core.formulas import atomic_numbers, read_formula
from mi_core.tables.numbers import EMPTY, FOREIGN, TEXT
from mi_core.tables.one_unit import read_column
from mi_core.tables.table import table_decimal
from mi_core.tables.units import split_unit
from mi_core.words import listed

if TYPE_CHECKING:
    from mi_core.tables.table import Table

WEIGHT, ATOMS = "wt%", "at%"
_BASIS = {
    "wt": WEIGHT, "weight": WEIGHT, "mass": WEIGHT, "ma": WEIGHT, "gew": WEIGHT, "w": WEIGHT, "重量": WEIGHT,
    "质量": WEIGHT, "質量": WEIGHT, "at": ATOMS, "atom": ATOMS, "atomic": ATOMS, "mol": ATOMS, "mole": ATOMS,
    "molar": ATOMS, "x": ATOMS, "原子": ATOMS, "摩尔": ATOMS, "wtpct": WEIGHT, "atpct": ATOMS, "molpct": ATOMS,
    "masse": WEIGHT, "massique": WEIGHT, "pds": WEIGHT, "poids": WEIGHT, "peso": WEIGHT, "atomique": ATOMS,
}  # fmt: skip
_FILLERS = frozenset(
    {"", "%", "content", "percent", "pct", "frac", "fraction", "c", "conc", "concentration", "amount"}
)
_BALANCE = re.compile(r"bal\w*\.?|rem\w*\.?|rest|base|余量|余|残部|残", re.IGNORECASE)
_CONTENT_UNITS = frozenset({"wt%", "at%", "mol%", "mass%", "ppm", "ppb"})
_NEAR_100, _NEAR_1 = (97.0, 103.0), (0.97, 1.03)


@dataclass(frozen=True, slots=True)
class ElementColumns:
    """Which column holds which element.

    Attributes
    ----------
    columns : dict
        Symbol → heading.
    basis : str
        "wt%" or "at%" (parts and ratios of atoms are like the latter).
    balance : str
        Element that makes up the rest to 100 although it has no column; empty if there is none.
    stated : bool
        Whether the headings or units say the basis.
    """

    columns: dict[str, str] = field(default_factory=dict)
    basis: str = ATOMS
    balance: str = ""
    stated: bool = False

    def __bool__(self) -> bool:
        return bool(self.columns)


def find_elements(table: Table) -> ElementColumns:
    """Return the columns that hold contents of elements; none unless they add up to compositions.

    Without a stated basis per cents are taken by weight, as is the custom, and other numbers as ratios of atoms.
    """
    found: dict[str, str] = {}
    bases = []
    decimal = table_decimal(table)
    for heading in table.columns:
        symbol, basis = element_of(heading, table.units.get(heading, ""))
        if symbol and symbol not in found and _has_contents(table, heading, decimal):
            found[symbol] = heading
            bases.append(basis)
    stated = next((basis for basis in bases if basis), "")
    if len(found) < 2 or len({basis for basis in bases if basis}) > 1:
        return ElementColumns()
    if stated and not _mostly_between(row_sums(table, found), *_NEAR_100):
        # columns without a basis beside others with one are something else: V may be a volume
        found = {s: h for (s, h), basis in zip(found.items(), bases, strict=True) if basis}
    if not stated:
        found = _without_quantity(table, found)
    sums = row_sums(table, found)
    per_cent = _mostly_between(sums, *_NEAR_100)
    if not (stated or per_cent or _mostly_between(sums, *_NEAR_1) or _are_ratios(table, found)):
        return ElementColumns()
    return ElementColumns(found, stated or (WEIGHT if per_cent else ATOMS), stated=bool(stated))


def _without_quantity(table: Table, found: dict[str, str]) -> dict[str, str]:
    """Return the columns without one such as H, Y or V, a quantity, if the others add up to the whole and all do not."""

    def whole(columns: dict[str, str]) -> bool:
        sums = row_sums(table, columns)
        return _mostly_between(sums, 99.5, 100.5) or _mostly_between(sums, 0.995, 1.005)

    if len(found) < 3 or whole(found):
        return found
    fewer = ({s: h for s, h in found.items() if s != symbol} for symbol in found if len(symbol) == 1)
    return next(filter(whole, fewer), found)


def _are_ratios(table: Table, found: dict[str, str]) -> bool:
    """Whether contents are ratios of atoms: three elements or more, and in most rows one of them counts exactly 1.

    Per cents without the main element (C 0.2, Mn 1.5, Cr 18) are none.
    """
    contents, _ = _contents(table, found)
    return (
        len(found) > 2
        and any(len(symbol) == 2 for symbol in found)
        and bool(np.mean((contents == 1).any(axis=1)) > 0.5)
    )


def is_content(heading: str, unit: str) -> bool:
    """Whether a heading names the content of an element or compound: "Al (wt%)", "SiO2", "Fe (ppm)"."""
    if element_of(heading, unit)[1]:
        return True
    try:
        amounts = read_formula(split_unit(heading)[0]).amounts
    except InputError:
        return False
    return unit in _CONTENT_UNITS or (len(amounts) > 1 and re.search(r"[a-z\d]", heading) is not None)


def element_of(heading: str, unit: str = "") -> tuple[str, str]:
    """Return symbol and basis ("wt%", "at%" or "") of a heading such as "Al (wt%)", "wt.% Al", "x_Al", "Fe"; else ""."""
    words = [word for word in re.split(r"[\s_()\[\]{}/.,:%（）％-]+", heading) if word]
    symbols = [word for word in words if word in atomic_numbers()]
    others = [word.casefold() for word in words if word not in symbols]
    unit_words = [w for w in re.split(r"[\s_.%]+", unit) if w]
    if len(symbols) != 1 or not all(
        word in _BASIS or word in _FILLERS for word in [*others, *map(str.casefold, unit_words)]
    ):
        return "", ""
    return symbols[0], next((_BASIS[w] for w in [*others, *map(str.casefold, unit_words)] if w in _BASIS), "")


def _has_contents(table: Table, heading: str, decimal: str) -> bool:
    cells = table.frame[heading].head(500)
    numbers, _ = read_column(table, heading, decimal, most=500, usual="%")
    text = np.flatnonzero(np.isin(numbers.kinds, (TEXT, FOREIGN)))
    balance = all(_BALANCE.fullmatch(str(cells.iloc[i]).strip()) for i in text)
    values = numbers.values[numbers.usable]
    return balance and bool((numbers.kinds != EMPTY).any()) and not (values < 0).any()


def row_sums(table: Table, columns: dict[str, str]) -> np.ndarray:
    """Return the sum of the contents of each row, (n,); a row with a balance adds up to 100."""
    contents, balance = _contents(table, columns)
    return np.where(balance.any(axis=1), 100.0, contents.sum(axis=1))


def _contents(table: Table, columns: dict[str, str]) -> tuple[np.ndarray, np.ndarray]:
    """Return contents (n, elements), 0 where empty and NaN where unreadable, and where a cell says that it is the rest."""
    values, rests = [], []
    decimal = table_decimal(table)
    for heading in columns.values():
        cells = table.frame[heading]
        numbers, _ = read_column(table, heading, decimal, usual="%")
        text = numbers.kinds == TEXT
        rest = text.copy()
        rest[text] = [_BALANCE.fullmatch(str(cell).strip()) is not None for cell in cells[text]]
        values.append(np.where((numbers.kinds == EMPTY) | rest, 0.0, numbers.values))
        rests.append(rest)
    return np.column_stack(values), np.column_stack(rests)


def _mostly_between(sums: np.ndarray, low: float, high: float) -> bool:
    known = sums[np.isfinite(sums)]
    return bool(len(known)) and np.mean((known >= low) & (known <= high)) >= 0.8


def formulas_of(table: Table, elements: ElementColumns) -> tuple[list[str], dict[int, str]]:
    """Return the formula of each row, with fractions of atoms that add up to 1, and for faulty rows why there is none.

    Contents in wt% are divided by the atomic masses; empty cells are 0; a cell "bal." or the element `balance` makes up the
    rest to 100. InputError when per cents add up to so little that the main element must have been left out.
    """
    columns = dict(elements.columns)
    contents, rest = _contents(table, columns)
    symbols = list(columns)
    if elements.balance and elements.balance not in columns:
        symbols.append(elements.balance)
        contents = np.column_stack([contents, np.zeros(len(contents))])
        rest = np.column_stack([rest, np.ones(len(rest), dtype=bool)])
    sums = contents.sum(axis=1)
    per_cent = any("%" in heading or "%" in table.units.get(heading, "") for heading in columns.values())
    whole = 100.0 if per_cent or np.nanmax(sums, initial=0.0) > 1.5 else 1.0
    _check_sums(sums / whole, rest, elements)
    faults = _faults(contents, rest, sums, whole, symbols, elements)
    contents = np.where(rest, (whole - sums)[:, None], contents)
    fractions = _atom_fractions(contents, symbols, elements.basis)
    return [_formula(row, symbols) if i not in faults else "" for i, row in enumerate(fractions)], faults


def _check_sums(shares: np.ndarray, rest: np.ndarray, elements: ElementColumns) -> None:
    without = shares[~rest.any(axis=1) & (shares > 0)]
    if elements.stated and len(without) > len(shares) / 2 and np.nanmedian(without) < 0.9:
        raise InputError(
            f"The contents of {listed(elements.columns, 6)} add up to {np.nanmedian(without):.1%} in the middle, so that "
            "the main element has no column; add a column of it, whose cells may say 'bal.'."
        )


def _faults(contents, rest, sums, whole, symbols, elements) -> dict[int, str]:
    faults = {}
    for i in range(len(contents)):
        if not np.isfinite(sums[i]):
            wrong = [symbols[j] for j in np.flatnonzero(~np.isfinite(contents[i]))]
            faults[i] = (
                f"The content of {listed(wrong, 4)} is no number; write per cents, or 'bal.' for the rest."
            )
        elif rest[i].sum() > 1:
            faults[i] = "More than one element is the balance; write numbers for all but one."
        elif rest[i].any() and sums[i] > whole + 1e-6:
            faults[i] = (
                f"The contents add up to {sums[i]:.4g} besides the balance, which leaves none; correct them."
            )
        elif sums[i] <= 0 and not rest[i].any():
            faults[i] = "The row is empty where its contents of elements should be; fill them in."
        elif (contents[i] < 0).any():
            faults[i] = "A content is negative; correct it."
        elif elements.stated and not rest[i].any() and whole == 100.0 and not 90 <= sums[i] <= 110:
            faults[i] = (
                f"The contents add up to {sums[i]:.4g} %; correct them, or write 'bal.' for the main element."
            )
    return faults


def _atom_fractions(contents: np.ndarray, symbols: list[str], basis: str) -> np.ndarray:
    from pymatgen.core import Element

    masses = np.array([float(Element(symbol).atomic_mass) for symbol in symbols]) if basis == WEIGHT else 1.0
    amounts = contents / masses
    total = amounts.sum(axis=1, keepdims=True)
    return np.divide(amounts, total, out=np.zeros_like(amounts), where=total > 0)


def _formula(fractions: np.ndarray, symbols: list[str]) -> str:
    return "".join(
        f"{s}{x:.6f}".rstrip("0").rstrip(".") for s, x in zip(symbols, fractions, strict=True) if x > 5e-7
    )
