"""Chosen elements in an address."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def written_elements(chosen: Sequence[str] | None, elements: Sequence[str]) -> str:
    """Return those chosen of some elements as "Ba,Sr", or "not:O,F" where that is shorter; "" for all, "none" for none."""
    if chosen is None or len(chosen) == len(elements):
        return ""
    if len(chosen) <= len(elements) // 2:
        return ",".join(chosen) or "none"
    return "not:" + ",".join(symbol for symbol in elements if symbol not in chosen)


def read_elements(text: str, elements: Sequence[str]) -> tuple[str, ...] | None:
    """Return the elements that `written_elements` wrote, in the order of `elements`; None for all."""
    if text == "none":
        return ()
    named = {part.strip() for part in text.removeprefix("not:").split(",")} & set(elements)
    if not named:
        return None
    return tuple(symbol for symbol in elements if (symbol in named) is not text.startswith("not:"))
