"""One formula unit in plain characters to amounts: symbols, amounts, nested brackets, isotopes, marked charges."""

from __future__ import annotations

import re
from typing import NoReturn

from mi_core.errors import InputError
from mi_core.formulas.formula import atomic_numbers
from mi_core.formulas.guesses import radicals_in_capitals, zero_for_oxygen
from mi_core.formulas.isotopes import ISOTOPES, isotope_remarks

DEEPEST = 10
LARGEST_AMOUNT = 1e6
NUMBER = r"(?:\d+(?:\.\d+)?|\.\d+)(?:/\d+)?"
CLOSING = {"(": ")", "[": "]", "{": "}"}

_NUMBER = re.compile(NUMBER)
_SYMBOL = re.compile(r"[A-Z][a-z]?")
_ISOTOPE = re.compile(r"[(\[](\d{1,3})([A-Z][a-z]?)[)\]]|«(\d{1,3})»([A-Z][a-z]?)")
_CHARGE = re.compile(r"‹[^‹›]*›")
_OXIDATION = re.compile(r"\((?:II+|IV|VI{1,3}|0)\)|\([IV]\)")
_RAISED_AMOUNT = re.compile(r"«(\d+)»(?![A-Z])")
#: Symbols that a T in capitals may have been the first letter of: PBTIO3 is no tritium compound.
_AFTER_T = frozenset("IEABCHLM")


_ABBREVIATIONS = frozenset(
    {"YBCO", "HCP", "BFO", "CFO", "BSO", "KNO", "PVC", "PVDF", "PVP", "PBI", "CNF", "SOFC", "BHF"}
)


class UnreadableError(InputError):
    """The text breaks off as a formula at `place`; callers add a hint."""

    def __init__(self, message: str, place: int = 0):
        super().__init__(message)
        self.place = place


class CertainError(UnreadableError):
    """What is wrong is certain, and the sentence says the cure; no other hint is looked for."""


class Parser:
    """Reads one formula unit; `amounts` and `remarks` hold the result."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.remarks: list[str] = []
        self.amounts = self._units(0)
        if self.at < len(text):
            self._fail(f"has a closing bracket too many at {text[self.at :][:10]!r}")

    def _units(self, depth: int) -> dict[str, float]:
        found: dict[str, float] = {}
        while self.at < len(self.text) and self.text[self.at] not in ")]}":
            if self.text[self.at] == " ":
                self.at += 1
                continue
            for symbol, amount in self._unit(depth).items():
                found[symbol] = found.get(symbol, 0.0) + amount
        return found

    def _unit(self, depth: int) -> dict[str, float]:
        """Read a symbol, an isotope or a bracket with the amount behind it."""
        if isotope := _ISOTOPE.match(self.text, self.at):
            held = self._isotope(isotope)
        elif self.text[self.at] in CLOSING:
            held = self._bracket(depth)
        elif self.text[self.at] in "□☐":
            self.at += 1
            held = {}
            self._remark("The vacancies (□) were left out.")
        else:
            held = self._element()
        charged = self._charge()
        factor = self._amount()
        charged = self._charge() or charged
        if charged:
            self._remark("Charges are no amounts and were left out.")
        return {symbol: amount * factor for symbol, amount in held.items()}

    def _isotope(self, found: re.Match) -> dict[str, float]:
        mass, symbol = int(found[1] or found[3]), found[2] or found[4]
        number = atomic_numbers().get({"D": "H", "T": "H"}.get(symbol, symbol))
        if number is None or not number <= mass <= 3 * number:
            self._fail(f"holds {found.group()!r}, which is no isotope")
        self.at = found.end()
        self._remark(f"The isotope {mass}{symbol} was taken for its element.")
        return {"H" if symbol in ISOTOPES else symbol: 1.0}

    def _bracket(self, depth: int) -> dict[str, float]:
        opened, start = self.text[self.at], self.at
        if depth >= DEEPEST:
            self._fail(f"nests brackets more than {DEEPEST} deep")
        self.at += 1
        held = self._units(depth + 1)
        if self.at >= len(self.text):
            self._fail(f"lacks the closing bracket of {self.text[start:][:12]!r}")
        if self.text[self.at] != CLOSING[opened]:
            self._fail(f"closes {opened!r} with {self.text[self.at]!r}")
        self.at += 1
        if not held:
            self._fail("has an empty bracket")
        return held

    def _element(self) -> dict[str, float]:
        found = _SYMBOL.match(self.text, self.at)
        if found is None:
            self._fail(f"cannot be read from {self.text[self.at :][:12]!r} on")
        symbols = atomic_numbers()
        symbol = found.group()
        if symbol not in symbols and symbol not in ISOTOPES:
            symbol = symbol[0]  # as in SiOx, where x is a variable
        if symbol in ISOTOPES:
            following = self.text[self.at + 1 : self.at + 2]
            if symbol == "T" and following in _AFTER_T and following:
                self._fail(f"holds T before {following!r}")
            (remark,) = isotope_remarks([symbol])
            self._remark(remark)
            self.at += 1
            return {"H": 1.0}
        if symbol not in symbols:
            self._fail(f"holds {found.group()!r}, which is no chemical element")
        self.at += len(symbol)
        if oxidation := _OXIDATION.match(self.text, self.at):
            self.at = oxidation.end()
            if (
                len(oxidation.group()) == 3
                and self.text[self.at : self.at + 1].isdigit()
                and oxidation.group() != "(0)"
            ):
                self._fail(
                    f"holds {oxidation.group()}, an oxidation state or an element; write it without brackets"
                )
            self._remark(f"{symbol}{oxidation.group()} was read as an oxidation state, not as an amount.")
        return {symbol: 1.0}

    def _charge(self) -> bool:
        found = _CHARGE.match(self.text, self.at)
        if found:
            self.at = found.end()
        return found is not None

    def _amount(self) -> float:
        start = self.at
        while self.text[start : start + 1] == " ":
            start += 1
        found = _NUMBER.match(self.text, start)
        raised = _RAISED_AMOUNT.match(self.text, start)
        if raised:
            self._remark("A raised number was read as an amount.")
            self.at = raised.end()
            return number(raised[1])
        if found is None:
            return 1.0
        self.at = found.end()
        value = number(found.group())
        if not 0 < value < LARGEST_AMOUNT or leads_with_zero(found.group()):
            self._fail(f"has the amount {found.group()}, and amounts lie between 0 and 1,000,000")
        return value

    def _remark(self, sentence: str) -> None:
        if sentence not in self.remarks:
            self.remarks.append(sentence)

    def _fail(self, what: str) -> NoReturn:
        raise UnreadableError(what, self.at)


def number(text: str) -> float:
    """Return the value of "2", "0.5", ".5" or "1/3"; NaN for a division by zero."""
    above, _, below = text.partition("/")
    if not below:
        return float(above)
    return float(above) / float(below) if float(below) else float("nan")


def leads_with_zero(text: str) -> bool:
    """Whether a number begins with a 0 that no point follows, as in SrTi03."""
    return text[:1] == "0" and text[1:2] != "."


def is_abbreviation(text: str) -> bool:
    """Whether capitals alone are a name: a known one, or a short one that repeats a letter (BCC, KNN).

    Long ones may list the sites of a cell, as tables of perovskites do (VVOFN).
    """
    return text in _ABBREVIATIONS or (
        len(text) <= 4
        and text.isalpha()
        and text.isupper()
        and re.search(r"([A-Z])\1", text) is not None
        and "H" not in text
    )


def _check_names(text: str, amounts: dict[str, float]) -> None:
    """Refuse what is spelled with symbols but is hardly meant by them: ITO, YBCO, Y123, nitrates of nobelium."""
    if is_abbreviation(text):
        raise UnreadableError("looks like an abbreviation; write all elements with their amounts")
    others = amounts.keys() - {"H", "O"}
    if re.search(r"T(?![a-z])", text) and (len(others) > 1 or (others and "O" in amounts)):
        raise UnreadableError("holds T, which would be tritium")
    if len(amounts) == 1 and max(amounts.values()) >= 100:
        raise UnreadableError("looks like a name or a number rather than a formula")
    if meant := radicals_in_capitals(text):
        raise UnreadableError(f"names nobelium or polonium: did you mean {meant}?")


def parse_unit(text: str) -> tuple[dict[str, float], list[str]]:
    """Return amounts and remarks of one formula unit; UnreadableError says where it breaks off."""
    parser = Parser(text)
    if not parser.amounts:
        raise UnreadableError("holds no chemical element")
    _check_names(text, parser.amounts)
    meant = zero_for_oxygen(text, parser.amounts)
    if meant:
        raise UnreadableError(f"seems to have a zero for the letter O: did you mean {meant}?")
    return parser.amounts, parser.remarks
