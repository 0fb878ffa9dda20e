"""Text to formula: plain ones at once, all others step by step, and a sentence with a hint for what cannot be read."""

from __future__ import annotations

import re
from functools import lru_cache

from mi_core.errors import InputError
from mi_core.formulas.additions import without_description
from mi_core.formulas.formula import Formula, atomic_numbers
from mi_core.formulas.hints import hint
from mi_core.formulas.parser import LARGEST_AMOUNT, CertainError, UnreadableError, is_abbreviation, parse_unit
from mi_core.formulas.parts import mark_adducts, split_charge, split_parts
from mi_core.formulas.typography import normalised
from mi_core.words import shown

LONGEST = 200
EXAMPLE = "such as SrTiO3"

_SMALL = r"(?:[1-9]\d?|0\.\d+)?"  # amounts that nothing else can be meant by
_PLAIN = re.compile(rf"(?:[A-Z][a-z]?{_SMALL}|\((?:[A-Z][a-z]?{_SMALL})+\){_SMALL})+")
_PART = re.compile(r"([A-Z][a-z]?)([\d.]*)")
_BRACKET = re.compile(r"\(([^()]+)\)([\d.]*)")
_OXIDATION = re.compile(r"\([IV]+\)")
_DOUBTFUL = re.compile(r"^NaN$|^NA$|OAc|No(?![a-z])|Po4(?!\d)")
_IONS = re.compile(r"(?:[A-Z][a-z]?[1-9]?[+-](?:\d+(?:\.\d+)?)?){2,}")
_ISOTOPE = re.compile(r"[23]H|3He|[67]Li|1[01]B|1[2-4]C|1[45]N|1[6-8]O|2[89]Si|30Si|5[67]Fe|23[58]U")

#: What stands for a value that is not there.
_MISSING = frozenset(
    {
        "", "nan", "n/a", "#n/a", "n.a.", "n.d.", "null", "none", "nil", "<na>", "nat", "not available", "missing",
        "-", "--", "---", "–", "—", "−", "?", "??", ".", "..", "…", "#na", "#value!", "#ref!", "#div/0!", "#name?", "#num!",
    }
)  # fmt: skip


def read_formula(text: str) -> Formula:
    """Return the elements and amounts of a formula such as "SrTiO3", "CuSO4·5H2O", "Ba(Ti₀.₉Zr₀.₁)O₃" or "SO4^2-".

    InputError in one sentence, with a hint where one can be given, for whatever is empty, no formula, or may mean two
    things. Amounts are as written, not reduced.
    """
    text = str(text)
    amounts = _plain_amounts(text)
    if amounts is not None:
        return Formula(amounts)
    found = _read_once(text)
    if isinstance(found, str):
        raise InputError(found)
    return found


@lru_cache(maxsize=50_000)
def _read_once(text: str) -> Formula | str:
    """Return the formula, or the sentence that says why there is none; tables repeat both."""
    try:
        return _read_step_by_step(text)
    except InputError as error:
        return str(error)


def plain_formula(text: str) -> str:
    """Return a formula in plain letters, digits and brackets: the text itself where it is so, else its amounts written out.

    InputError as `read_formula`.
    """
    found = read_formula(text)
    text = text.strip()
    return text if not found.remarks and re.fullmatch(r"[A-Za-z\d.()]+", text) else found.written


def _plain_amounts(text: str) -> dict[str, float] | None:
    """Return the amounts of symbols, small numbers and simple brackets; None for all that needs a closer look."""
    if len(text) > LONGEST or not _PLAIN.fullmatch(text) or _DOUBTFUL.search(text) or is_abbreviation(text):
        return None
    amounts: dict[str, float] = {}
    if "(" in text:
        if _OXIDATION.search(text):
            return None
        for inside, factor in _BRACKET.findall(text):
            if not _add(amounts, inside, float(factor or 1)):
                return None
        text = _BRACKET.sub("", text)
    if not _add(amounts, text, 1.0) or (len(amounts) == 1 and "0" in text) or not all(amounts.values()):
        return None
    return amounts


def _add(amounts: dict[str, float], text: str, factor: float) -> bool:
    """Add the amounts of symbols and numbers; False where a symbol is no element."""
    known = atomic_numbers()
    for symbol, number in _PART.findall(text):
        if symbol not in known:
            return False
        amounts[symbol] = amounts.get(symbol, 0.0) + factor * (float(number) if number else 1.0)
    return True


def _read_step_by_step(text: str) -> Formula:
    name = shown(text, 60)
    if text.strip() == "NaN":
        raise InputError("'NaN' stands for a missing value and not for a compound; sodium nitride is Na3N.")
    if is_missing(text):
        raise InputError(f"The formula is empty; write element symbols and amounts, {EXAMPLE}.")
    if len(text) > LONGEST:
        raise InputError(
            f"The formula has {len(text):,} characters, 1 to {LONGEST} are allowed; write one {EXAMPLE}."
        )
    cleaned, foreign = normalised(text)
    remarks = (
        ["Letters of another alphabet were taken for the Latin ones that they look like."] if foreign else []
    )
    try:
        return _found(*_read(cleaned), remarks)
    except UnreadableError as error:
        shorter, left_out = without_description(cleaned)
        if left_out and re.search(r"[A-Z]", shorter):
            try:
                amounts, further = _read(shorter)
            except UnreadableError as second:
                raise _refused(name, shorter, second, hint(cleaned, _read)) from error
            words = f"{shown(left_out, 40)!r} was left out: a formula holds elements and amounts alone."
            return _found(amounts, further, [*remarks, words])
        raise _refused(name, cleaned, error) from error


def _found(amounts: dict[str, float], further: list[str], remarks: list[str]) -> Formula:
    return Formula(amounts, tuple(dict.fromkeys([*remarks, *further])))


def _refused(name: str, text: str, error: UnreadableError, better: str = "") -> InputError:
    """Return the sentence for a text that cannot be read: what is wrong with it, and what may have been meant."""
    reason = f"{error}".rstrip("?.")
    if "did you mean" in reason:
        return InputError(f"{name!r} {reason}?")
    better = "" if isinstance(error, CertainError) else better or hint(text, _read)
    if better:
        return InputError(f"{name!r} is no chemical formula that can be read: {better}")
    cure = "" if ";" in reason else f"; write element symbols and amounts, {EXAMPLE}"
    return InputError(f"{name!r} is no chemical formula that can be read: it {reason}{cure}.")


def _read(text: str) -> tuple[dict[str, float], list[str]]:
    """Return amounts and remarks of a text in plain characters; UnreadableError otherwise."""
    text, decimals = _decimal_points(text)
    remarks = ["A comma between digits was read as a decimal point."] if decimals else []
    if not re.search(r"[A-Z]", text):
        raise UnreadableError("holds no element symbol")
    if re.search(r"OAc(?![a-z])", text):
        raise UnreadableError("holds the abbreviation OAc")
    if _IONS.fullmatch(text):
        text = re.sub(r"([A-Z][a-z]?)([1-9]?[+-])", r"\1‹\2›", text)
    text, charge = split_charge(mark_adducts(text))
    if charge:
        remarks.append(f"The charge {charge} is no amount and was left out.")
    parts = split_parts(text)
    total: dict[str, float] = {}
    for number, unit in parts:
        _check_part(number, unit, alone=len(parts) == 1)
        amounts, further = parse_unit(unit)
        remarks += further
        for symbol, amount in amounts.items():
            total[symbol] = total.get(symbol, 0.0) + number * amount
    if not all(0 < amount < LARGEST_AMOUNT for amount in total.values()):
        raise UnreadableError("has amounts outside 0 to 1,000,000")
    return total, remarks + _part_remarks(text, parts)


def _part_remarks(text: str, parts: list[tuple[float, str]]) -> list[str]:
    if len(parts) > 1:
        units = [(number, unit.strip()) for number, unit in parts]
        return [f"Read as {' + '.join(f'{n:g} {unit}' if n != 1 else unit for n, unit in units)}."]
    if _ISOTOPE.fullmatch(text):
        return [f"The isotope {text} was taken for its element."]
    pieces = re.sub(r"[(\[{].*?[)\]}]", "", parts[0][1]).split(" ")
    if sum(len(re.findall(r"[A-Z]", piece)) > 1 for piece in pieces) > 1:
        return ["Spaces were closed: it was read as one compound."]
    return []


def _check_part(number: float, unit: str, *, alone: bool) -> None:
    """Refuse parts without an amount, and a number before a lone element: a quantity (300 K) rather than a formula."""
    if not unit.strip():
        raise UnreadableError("has an empty part beside a sign (+, - or ·)")
    if not 0 < number < LARGEST_AMOUNT:
        raise UnreadableError(f"has a part of {number:g} units")
    lone = alone and number != 1 and re.fullmatch(r"[A-Z][a-z]?", unit)
    if lone and not _ISOTOPE.fullmatch(f"{number:g}{unit}"):
        raise UnreadableError(f"looks like a number with a unit ({number:g} {unit}) rather than a formula")


def _decimal_points(text: str) -> tuple[str, bool]:
    """Return the text with decimal points for commas between digits, as in La0,7Sr0,3MnO3."""
    pointed = re.sub(r"(?<=\d),(?=\d)", ".", text)
    several = [piece for piece in re.split(r"\s*,\s*(?=[A-Z])", pointed) if len(_PART.findall(piece)) > 1]
    if len(several) > 1 and "(" not in text and "[" not in text:
        raise UnreadableError("names several materials; give each its own row")
    return re.sub(r"(?<=\d)\s*,\s*(?=[A-Z])", " ", pointed), pointed != text


def is_missing(text: str) -> bool:
    """Whether a cell is empty or says so ("NaN", "N/A", "null", "-" …); "Na" and "No" are elements, "NA" is missing."""
    text = str(text).strip()
    return text.casefold() in _MISSING or text == "NA"
