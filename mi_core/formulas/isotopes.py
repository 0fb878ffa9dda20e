"""Deuterium and tritium: every format and every model of the product takes them for hydrogen, and says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

ISOTOPES = {"D": "deuterium", "T": "tritium"}


def isotope_remarks(symbols: Iterable[str]) -> tuple[str, ...]:
    """Return the sentence about the isotopes among these symbols, or nothing when there are none."""
    symbols = set(symbols)
    found = [f"{symbol} ({name})" for symbol, name in ISOTOPES.items() if symbol in symbols]
    if not found:
        return ()
    return (f"{' and '.join(found)} {'is' if len(found) == 1 else 'are'} treated as hydrogen (H).",)
