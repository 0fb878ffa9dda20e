"""The decimal mark of numbers as people write them: told by those that leave no doubt."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

#: The decimal mark of a file where only the likes of 1.234 tell, although its semicolons would rather mean the comma.
LIKELY_POINT = "?."
_TOKEN = re.compile(r"\d[\d.,]*\d|\d")
_MANTISSA = re.compile(r"(?<![\d.,])\d{1,3}([.,])\d{3}(?=[eEdD][+-]?\d|\s*[x×·*]\s*10\b|\(\d+\))")
_SAMPLE = 2000


def decimal_mark(texts: Iterable[str], otherwise: str = "") -> tuple[str, list[str]]:
    """Return the decimal mark of a column, "," or ".", and remarks on how commas were read.

    1.234,5 and 0,5 tell that it is the comma; 1,234.5 and 0.5 that it is the point. Where 1,234 alone stands, `otherwise`
    decides, and else the comma groups thousands; that is said. The point of 1.234 is decimal unless that is the comma.
    """
    votes = mark_votes(texts)
    doubtful, grouped = votes.pop("?", 0), votes.pop(LIKELY_POINT, 0)
    mark = max(votes, key=votes.__getitem__) if votes else (otherwise or ".")[-1]
    remarks = []
    if grouped and not votes and otherwise == LIKELY_POINT:
        remarks.append("the point was taken as the decimal mark (1.234 lies between 1 and 2)")
    if mark == "," and (votes.get(",") or doubtful):
        remarks.append("the comma is the decimal mark")
    elif doubtful and not (votes.get(".") and not votes.get(",")):
        remarks.append("the comma was taken to group thousands (1,234 = 1234)")
    elif doubtful:
        remarks.append("the comma groups thousands")
    if mark == "," and grouped:
        remarks.append("the point was taken to group thousands (1.234 = 1234)")
    return mark, remarks


def mark_votes(texts: Iterable[str]) -> Counter:
    """Count the numbers that tell the decimal mark, under "," and "."; 1,234 and 1.234 do not: "?" and "?."."""
    votes: Counter = Counter()
    for text in list(texts)[:_SAMPLE]:
        if "," not in text and "." not in text:
            continue
        # Nobody groups thousands before an exponent or a last digit's error.
        votes.update(_MANTISSA.findall(text))
        for token in _TOKEN.findall(text):
            if vote := _vote(token):
                votes[vote] += 1
    return votes


def _vote(token: str) -> str:
    marks = [c for c in token if c in ".,"]
    if not marks:
        return ""
    if len(set(marks)) == 2:
        return marks[-1]
    groups = re.split("[.,]", token)
    if len(marks) > 1:
        return {",": ".", ".": ","}[marks[0]] if all(len(g) == 3 for g in groups[1:]) else ""
    if len(groups[1]) == 3 and 1 <= len(groups[0]) <= 3 and groups[0] != "0":
        return "?" if marks[0] == "," else LIKELY_POINT
    return marks[0]
