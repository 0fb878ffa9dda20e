"""Hints for texts that are no formula: one sentence that says what was probably meant and how to write it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mi_core.errors import InputError
from mi_core.formulas.additions import GROUPS
from mi_core.formulas.guesses import mistyped_oxygen, other_case, zero_for_oxygen

if TYPE_CHECKING:
    from collections.abc import Callable

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DATE = (
    rf"(?:\d{{4}}-\d\d-\d\d.*|\d{{1,2}}[-/. ]{_MONTH}(?:[-/. ]\d{{2,4}})?|{_MONTH}[-/. ]\d{{1,4}}|"
    r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4})"
)
#: A letter for an amount: δ, 7-d, 1-x, Ox, Nax, (1-x)A or xA.
_VARIABLE = (
    r"(?<![a-z])(?:δ|Δ|delta\b)|(?<=[\d+\-±)\]])([xyznmudδ])(?![a-z])|"
    r"(?<=[BCFHIKNOPSUVWY])([xyzδ])(?![a-z])|(?<=[a-z])([xyδ])(?![a-z])|^\(?([xyz])(?=[A-Z(])"
)
_MIXED = re.compile(r"[(\[{]\s*([A-Z][a-z]?(?:\s*[,/]\s*[A-Z][a-z]?)+)\s*[)\]}]")


def hint(text: str, read: Callable) -> str:
    """Return the sentence for a text that `read` refused, or an empty one where there is nothing to say."""
    for look in _LOOKS:
        if found := look(text, read):
            return found
    return ""


def _about(pattern: str, sentence: str) -> Callable[[str, Callable], str]:
    """Return the look for texts that hold what a pattern describes; {} in the sentence is what was found."""
    search = re.compile(pattern).search

    def look(text: str, _read: Callable) -> str:
        return sentence.format(found[0].strip()) if (found := search(text)) else ""

    return look


def _shares(text: str, _read: Callable) -> str:
    found = _MIXED.search(text)
    if found is None:
        return ""
    symbols = re.split(r"\s*[,/]\s*", found[1])
    share = f"{1 / len(symbols):.2g}"
    example = "".join(f"{symbol}{share}" for symbol in symbols)
    return f"{found[1]} does not say how much there is of each; write amounts, such as ({example}) for equal shares."


def _group(text: str, _read: Callable) -> str:
    for group, formula in GROUPS.items():
        if group not in {"Ac", "Pr", "Me"} and re.search(rf"(?<![A-Za-z]){group}(?![a-z])|\({group}\)", text):
            return f"{group} is an abbreviation; write its atoms, {formula}."
    return ""


def _better_spelling(text: str, read: Callable) -> str:
    """Propose a spelling that can be read: O for zero, zero for O, capitals set right, Na3N for what means nothing."""
    for guess in (zero_for_oxygen(text), mistyped_oxygen(text), other_case(text)):
        if guess and _readable(guess, read):
            return f"did you mean {guess}?"
    return ""


def _readable(text: str, read: Callable) -> bool:
    try:
        read(text)
    except InputError:
        return False
    return True


_LOOKS = (
    _about(
        rf"(?i)\A{_DATE}\Z",
        "it is a date, which spreadsheets make of what is typed; format the column as text and type the formula again.",
    ),
    _about(
        r"\A[+-]?[\d.,\s]+(?:[eE][+-]?\d+)?\Z",
        "it is a number; write element symbols and amounts, such as SrTiO3.",
    ),
    _about(
        r"%|\b(?:wt|at|mol)\b",
        "it gives per cents; write amounts of atoms, such as Al0.95Cu0.05, or use a column for each element.",
    ),
    _shares,
    _about(":|dop", "it names a dopant without its amount; write amounts, such as Y1.94Eu0.06O3."),
    _group,
    _about(
        r"(?<![A-Z])(?:REE?|Ln|TM)(?![a-z])", "{} stands for several elements; name the one that is meant."
    ),
    _better_spelling,
    _about(
        r"(?<![A-Z])(?:Me|M|A|X|R|L|Q)(?![a-z])",
        "{} stands for several elements; name the one that is meant.",
    ),
    _about(
        _VARIABLE,
        "it holds the unknown {0}; put a number in its place, such as La0.7Sr0.3MnO3, or give it where a series may stand "
        "with values of {0}, as on the page Thermoelectrics.",
    ),
    _about(
        r"[A-Z][\w)\]]*\s*(?:[/;|,]|and)\s*[A-Z]",
        "it names several materials; give each its own row, or one formula with the amounts of all elements.",
    ),
)
