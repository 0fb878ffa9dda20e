"""A forgiving reader of CIF: for CIF 2.0, and for text whose grammar is broken where that can be named and mended.

Source of the grammar: Bernstein et al., J. Appl. Cryst. 49 (2016) 277 (CIF 2.0).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from mi_core.structures.formats.cif.block import Block, folded

if TYPE_CHECKING:
    from collections.abc import Iterator

_SPACE = re.compile(r"(?:[^\S\n]+|#[^\n]*)*")
_WORD = re.compile(r"\S+")
_QUOTED = {mark: re.compile(rf"{mark}([^\n]*?){mark}(?=\s|$)") for mark in "'\""}
_LIST_PART = re.compile(
    r"'''.*?'''|\"\"\".*?\"\"\"|'[^'\n]*'|\"[^\"\n]*\"|[\[\]{}]|[^\[\]{}'\"]+|['\"]", re.DOTALL
)
_OPENING, _CLOSING = "[{", "]}"


class Token(NamedTuple):
    """A piece of CIF text: `kind` is name, value, loop, head or broken (a value that was not closed)."""

    kind: str
    text: str
    line: int


def repaired(text: str, *, is_cif_2: bool) -> Block:
    """Return the block of a text that breaks CIF 1.1; its `fault` names the first thing that had to be mended.

    Mended are: a quote that is not closed on its line, several words where one value stands, and values that
    belong to nothing. Tables whose last row is not full are named in `broken`.
    """
    block = Block("block")
    faults: list[tuple[int, str]] = []
    tokens = list(_tokens(text, is_cif_2))
    i = 0
    while i < len(tokens):
        kind, word, line = tokens[i]
        i += 1
        if kind == "head":
            block.name = word[len("data_") :] or block.name
        elif kind == "name":
            i, value = _value(tokens, i, line, faults)
            if value is not None:
                block.add_pair(word, value)
        elif kind == "loop":
            i = _loop(tokens, i, block, faults)
        else:
            faults.append((line, f"{word[:30]!r} belongs to no item"))
    faults += [(token.line, "a quote or text is not closed") for token in tokens if token.kind == "broken"]
    if faults:
        line, what = min(faults)
        block.fault = f"line {line} of the block: {' '.join(what.split())}"
    return block


def _value(tokens: list[Token], i: int, line: int, faults: list[tuple[int, str]]) -> tuple[int, str | None]:
    """Return the place after a name's value, and the value; words left without quotes on one line belong together."""
    words: list[str] = []
    while i < len(tokens) and tokens[i].kind in {"value", "broken"}:
        if words and tokens[i].line != line:
            break
        line = tokens[i].line
        words.append(tokens[i].text)
        i += 1
    if len(words) > 1:
        faults.append((line, f"{' '.join(words)[:40]!r} needs quotes"))
    elif not words:
        faults.append((line, "a name has no value"))
        return i, None
    return i, " ".join(words)


def _loop(tokens: list[Token], i: int, block: Block, faults: list[tuple[int, str]]) -> int:
    tags, values = [], []
    line = tokens[i - 1].line
    while i < len(tokens) and tokens[i].kind == "name":
        tags.append(tokens[i].text)
        i += 1
    while i < len(tokens) and tokens[i].kind in {"value", "broken"}:
        values.append(tokens[i].text)
        i += 1
    if not tags:
        faults.append((line, "a table has no names"))
        return i
    if len(values) % len(tags):
        faults.append((line, f"the table of {tags[0]} has {len(values)} values for {len(tags)} columns"))
        block.broken.update(map(folded, tags))
    block.add_loop(tags, values)
    return i


def _tokens(text: str, is_cif_2: bool) -> Iterator[Token]:
    at, line, end = 0, 1, len(text)
    while at < end:
        if space := _SPACE.match(text, at):
            at = space.end()
        if at >= end:
            return
        if text[at] == "\n":
            at, line = at + 1, line + 1
            continue
        kind, word, after = _token(text, at, is_cif_2)
        yield Token(kind, word, line)
        line += text.count("\n", at, after)
        at = after


def _token(text: str, at: int, is_cif_2: bool) -> tuple[str, str, int]:
    """Return kind, text and end of the token that begins here."""
    mark = text[at]
    if mark == ";" and (at == 0 or text[at - 1] == "\n"):
        close = text.find("\n;", at)
        return ("value", text[at + 1 : close].strip(), close + 2) if close >= 0 else _rest(text, at)
    if is_cif_2 and text.startswith(("'''", '"""'), at):
        close = text.find(mark * 3, at + 3)
        return ("value", text[at + 3 : close], close + 3) if close >= 0 else _rest(text, at)
    if is_cif_2 and mark in _OPENING:
        return _list(text, at)
    if mark in _QUOTED:
        match = _QUOTED[mark].match(text, at)
        return ("value", match[1], match.end()) if match else _rest_of_line(text, at)
    whole = _WORD.match(text, at)
    word = whole[0] if whole else mark
    low = word.lower()
    kind = (
        "name"
        if mark == "_"
        else "loop"
        if low == "loop_"
        else "head"
        if low.startswith("data_")
        else "value"
    )
    return kind, word, at + len(word)


def _rest(text: str, at: int) -> tuple[str, str, int]:
    return "broken", text[at + 1 :].strip(), len(text)


def _rest_of_line(text: str, at: int) -> tuple[str, str, int]:
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    return "broken", text[at + 1 : end].strip().strip("'\""), end


def _list(text: str, at: int) -> tuple[str, str, int]:
    """Return a list or table of CIF 2.0, brackets and all, as one value; nothing that we need is written so."""
    depth, place = 0, at
    while match := _LIST_PART.match(text, place):
        depth += (match[0] in _OPENING) - (match[0] in _CLOSING)
        place = match.end()
        if depth == 0:
            return "value", text[at:place], place
    return _rest(text, at)
