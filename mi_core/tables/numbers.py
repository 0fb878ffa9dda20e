"""Numbers as people write them: decimal commas, thousands, uncertainties, bounds, approximations, units behind them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from mi_core.formulas import is_missing
from mi_core.tables.decimals import decimal_mark
from mi_core.tables.units import is_unit, plain_unit

EMPTY, NUMBER, UNCERTAIN, APPROXIMATE, BOUND, RANGE, INFINITE, TEXT, FOREIGN, BARE = (
    "empty", "number", "uncertain", "approximate", "bound", "range", "infinite", "text", "foreign", "bare",
)  # fmt: skip
VALUES = (NUMBER, UNCERTAIN, APPROXIMATE)  # kinds that have a value

_DIGITS = r"(?:\d{1,3}(?:[ ']\d{3})+(?:[.,]\d+)?|\d[\d.,]*|[.,]\d+)"
_EXPONENT = r"(?:[eEdD][+-]?\d+|\s*[x×·*]\s*10\s*\^?\s*\(?[+-]?\d+\)?)"
_CELL = re.compile(
    rf"(?P<sign>[<>≤≥]=?|[~≈∼≃]|(?:ca|c|approx|about|around|circa|etwa|rund|约|約)\b\.?|约|約)?\s*"
    rf"(?P<number>[+-]?{_DIGITS})(?P<early>{_EXPONENT})?\s*"
    rf"(?:\((?P<digits>\d+(?:[.,]\d+)?)\)|(?:±|\+\s*/?\s*-|\\pm)\s*(?P<error>{_DIGITS}(?:[eEdD][+-]?\d+)?))?"
    rf"(?P<exponent>{_EXPONENT})?\s*(?P<unit>[^\d*†‡§].*?)?\s*[*†‡§]*",
)
_RANGE = re.compile(rf"{_DIGITS}\s*(?:-|to|bis|\.\.+|…|~)\s*{_DIGITS}.*")
_INFINITE = re.compile(r"[+-]?(?:inf|infinity|∞)", re.IGNORECASE)
_RAISED = re.compile(r"[⁻⁺]?[⁰¹²³⁴-⁹]+")
_POWER_OF_TEN = re.compile(r"\s*[+-]?\d")  # as in 1.5 10-5: it belongs to the number and is no unit
_DASHES = re.compile(r"[‐‑‒–—―−]")
_DATE = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}")
_LONGEST = 100


class Cell(NamedTuple):
    """One cell: its kind, value and uncertainty (NaN where there is none), and the unit behind it."""

    kind: str
    value: float = float("nan")
    uncertainty: float = float("nan")
    unit: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Numbers:
    """A column as numbers.

    Attributes
    ----------
    values, uncertainty : (n,) float64, NaN where there is none
    kinds : (n,) str, one of EMPTY, NUMBER, UNCERTAIN, APPROXIMATE, BOUND, RANGE, INFINITE, TEXT
        Of a column in one unit also FOREIGN, a number in a unit that it cannot be brought to, and BARE, one that names no
        unit where others name theirs.
    units : (n,) str, what stands behind each number, "" for nothing
    remarks : tuple of str
        How commas were read, and which units.
    """

    values: np.ndarray
    uncertainty: np.ndarray
    kinds: np.ndarray
    units: np.ndarray
    remarks: tuple[str, ...] = ()

    def count(self, kind: str) -> int:
        """Return how many cells are of a kind."""
        return int((self.kinds == kind).sum())

    @property
    def usable(self) -> np.ndarray:
        """Which cells have a value, (n,) bool."""
        return np.isin(self.kinds, VALUES)

    @property
    def share(self) -> float:
        """Share of the cells with something in them that are numbers, with or without a bound."""
        filled = (self.kinds != EMPTY).sum()
        return float((~np.isin(self.kinds, (EMPTY, TEXT))).sum() / filled) if filled else 0.0


def read_numbers(column: pd.Series, *, decimal: str = "") -> Numbers:
    """Return a column as numbers, each in the unit behind it, which `mi_core.tables.one_unit` brings to one.

    decimal : the mark of the file where the column itself does not tell
    """
    if pd.api.types.is_bool_dtype(column) or pd.api.types.is_datetime64_any_dtype(column):
        nothing = np.full(len(column), np.nan)
        return Numbers(nothing, nothing, _all(TEXT, column), _all("", column))
    if pd.api.types.is_numeric_dtype(column):
        return _of_numbers(pd.to_numeric(column).to_numpy(dtype=float, na_value=np.nan))
    cells = column.astype(object).where(column.notna(), "")
    texts = [cell for cell in cells.unique() if isinstance(cell, str)]
    mark, remarks = decimal_mark(texts, decimal)
    known = {cell: read_cell(cell, mark) for cell in texts}
    found = [known[c] if isinstance(c, str) else _native(c) for c in cells]
    return Numbers(
        np.array([c.value for c in found], dtype=float),
        np.array([c.uncertainty for c in found], dtype=float),
        np.array([c.kind for c in found], dtype=object),
        np.array([c.unit for c in found], dtype=object),
        tuple(remarks),
    )


def _all(word: str, column: pd.Series | np.ndarray) -> np.ndarray:
    return np.full(len(column), word, dtype=object)


def _of_numbers(values: np.ndarray) -> Numbers:
    kinds = _all(NUMBER, values)
    kinds[np.isnan(values)] = EMPTY
    kinds[np.isinf(values)] = INFINITE
    return Numbers(
        np.where(np.isinf(values), np.nan, values), np.full(len(values), np.nan), kinds, _all("", values)
    )


def _native(cell) -> Cell:
    """Return a cell that a spreadsheet holds as number, truth value or date."""
    if isinstance(cell, int | float | np.number) and not isinstance(cell, bool | np.bool_):
        value = float(cell)
        if np.isnan(value):
            return Cell(EMPTY)
        return Cell(NUMBER, value) if np.isfinite(value) else Cell(INFINITE)
    return Cell(TEXT)


def read_cell(text: str, decimal: str = ".") -> Cell:
    """Return what a cell holds; `decimal` is "." or ",", and the other one may group thousands."""
    if len(text) > _LONGEST:
        return Cell(TEXT)
    text = (
        unicodedata.normalize("NFKC", _without_raised(text.replace("×", "x"))) if not text.isascii() else text
    )
    text = re.sub(r"\s+", " ", _DASHES.sub("-", text).replace("’", "'")).strip()
    if is_missing(text) or text == "na":
        return Cell(EMPTY)
    if _INFINITE.fullmatch(text):
        return Cell(INFINITE)
    found = _CELL.fullmatch(text)
    value = float("nan")
    if found is not None and is_unit(found["unit"] or "") and not _POWER_OF_TEN.match(found["unit"] or ""):
        value = _scaled(_plain_digits(found["number"], decimal), found["early"] or found["exponent"])
    if found is None or not np.isfinite(value):
        return Cell(RANGE) if _RANGE.fullmatch(text) and not _DATE.match(text) else Cell(TEXT)
    unit = plain_unit(found["unit"] or "")
    sign = found["sign"] or ""
    if sign[:1] in set("<>≤≥"):
        return Cell(BOUND, unit=unit)
    error = _uncertainty(found, decimal)
    kind = APPROXIMATE if sign else NUMBER if np.isnan(error) else UNCERTAIN
    return Cell(kind, value, error, unit)


def _without_raised(text: str) -> str:
    """Return the text with raised numbers as exponents of 10 or of a unit; behind a number they are marks of footnotes."""

    def lowered(found: re.Match) -> str:
        before = text[: found.start()].rstrip()
        digits = unicodedata.normalize("NFKC", found.group()).replace("−", "-")
        if re.search(r"(?<![\d.,])10$", before):
            return f"^{digits}"
        return "*" if before[-1:].isdigit() or before[-1:] in ".,)" else digits

    return _RAISED.sub(lowered, text)


def _plain_digits(text: str, decimal: str) -> str:
    """Return the number with a decimal point and without marks of thousands; "nan" where its groups make no sense."""
    text = text.replace(" ", "").replace("'", "")
    other = "," if decimal == "." else "."
    if text.count(decimal) > 1:  # 1.234.567 in a column whose other numbers have decimal points
        decimal, other = other, decimal
    whole, _, fraction = text.partition(decimal)
    if other in fraction:
        return "nan"
    if other in whole:
        groups = whole.lstrip("+-").split(other)
        thousands = 1 <= len(groups[0]) <= 3 and groups[0] != "0" and all(len(g) == 3 for g in groups[1:])
        if not thousands:  # the other mark where it cannot group thousands: 0,5
            return whole.replace(other, ".") if len(groups) == 2 and not fraction else "nan"
        whole = whole.replace(other, "")
    return f"{whole}.{fraction}" if fraction else whole


def _scaled(digits: str, exponent: str | None) -> float:
    """Return digits times ten to the power that the exponent says (e-3, x10^-3), without a loss of precision."""
    found = re.search(r"([+-]?\d+)\)?$", exponent or "")
    return float(digits if digits == "nan" else f"{digits}e{found[1] if found else 0}")


def _uncertainty(found: re.Match, decimal: str) -> float:
    """Return the uncertainty of 12±3, or of 12.5(3), whose last digits are meant; NaN without one."""
    power = found["early"] or found["exponent"]
    if found["error"]:
        mantissa, _, own = re.sub("[eEdD]", "e", found["error"]).partition("e")
        return _scaled(_plain_digits(mantissa, decimal), own or power)
    if not found["digits"]:
        return float("nan")
    digits = _plain_digits(found["digits"], decimal)
    places = 0 if "." in digits else len(_plain_digits(found["number"], decimal).partition(".")[2])
    return _scaled(digits, power) * 10.0**-places
