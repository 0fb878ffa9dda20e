"""Candidates ABX3 as three arrays of element indices: a quarter of a million in 1.5 MB."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mi_core.errors import InputError
from mi_core.screening.chemistry.elements import ELEMENTS, check_symbols


@dataclass(frozen=True, slots=True, eq=False)
class Triples:
    """Ordered triples of elements on A, B and X.

    Attributes
    ----------
    a, b, x : (n,) int16
        Positions in `symbols`.
    symbols : tuple of str
        ELEMENTS unless said otherwise.
    """

    a: np.ndarray
    b: np.ndarray
    x: np.ndarray
    symbols: tuple[str, ...] = ELEMENTS

    def __len__(self) -> int:
        return len(self.a)

    def subset(self, rows) -> Triples:
        """Return the triples of these rows: a slice, positions or a mask."""
        return Triples(self.a[rows], self.b[rows], self.x[rows], self.symbols)

    def chunks(self, size: int) -> list[slice]:
        """Return the slices that cut the rows into chunks of at most `size`."""
        return [slice(start, min(start + size, len(self))) for start in range(0, len(self), size)]

    def on_site(self, site: str) -> np.ndarray:
        """Return the index of the one element on site "a", "b" or "x" of each row, (n, 1)."""
        return getattr(self, site)[:, None]

    def formulas(self) -> np.ndarray:
        """Return formulas written site by site, (n,) of str objects: "SrTiO3", "TiSrO3"."""
        n = len(self.symbols)
        pairs = np.array([a + b for a in self.symbols for b in self.symbols], dtype=object)
        anions = np.array([f"{x}3" for x in self.symbols], dtype=object)
        return pairs[self.a.astype(np.intp) * n + self.b] + anions[self.x]


def triples(a=None, b=None, x=None) -> Triples:
    """Return the triples of three different elements, A from `a`, B from `b`, X from `x` (symbols or "Sr,Ba"; None: all).

    All three None: the 64 · 63 · 62 = 249,984 ordered triples of the paper's elements.
    Sorted by A, then B, then X, each in the order of atomic numbers. InputError for unknown elements or an empty choice.
    """
    sites = [
        np.array(_indices(choice, site), dtype=np.int16) for choice, site in ((a, "A"), (b, "B"), (x, "X"))
    ]
    on_a, on_b, on_x = (grid.ravel() for grid in np.meshgrid(*sites, indexing="ij"))
    different = (on_a != on_b) & (on_b != on_x) & (on_a != on_x)
    if not different.any():
        raise InputError(
            "No candidate is left: A, B and X must be three different elements; allow more elements on a site."
        )
    return Triples(on_a[different], on_b[different], on_x[different])


def _indices(choice, site: str) -> list[int]:
    symbols = ELEMENTS if choice is None else check_symbols(choice, site)
    return [ELEMENTS.index(symbol) for symbol in symbols]
