"""Whether a composition can be charge-neutral: oxidation states of the elements and their combinations.

The test is that of SMACT (D. W. Davies et al., Chem 1, 617 (2016)): some combination of known oxidation states sums to zero.
The states are pymatgen's: the common ones of each element, and the positive ones with at least 10 entries, and 1 % of the
element's entries, in the ICSD (the common ones alone would leave out Mn(III) and V(IV), hence LaMnO3 and CaVO3).
"""

from __future__ import annotations

from functools import cache, lru_cache

import numpy as np

LARGEST = 8  # no state of any element lies beyond


@cache
def oxidation_states(symbol: str) -> tuple[int, ...]:
    """Return the states that count for an element, ascending: the common ones and the positive ones of the ICSD."""
    from pymatgen.core import Element

    element = Element(symbol)
    common = {int(q) for q in element.common_oxidation_states}
    return tuple(sorted((common | {int(q) for q in element.icsd_oxidation_states if q > 0}) - {0}))


def charge_balanced(triples) -> np.ndarray:
    """Return (n,) bool: some states of A, B and X give q_A + q_B + 3 q_X = 0, whichever of the sites is the anion.

    False says nothing against a metal, which needs no balance.
    """
    return _balance_table(triples.symbols)[triples.a, triples.b, triples.x]


@lru_cache(maxsize=4)
def _balance_table(symbols: tuple[str, ...]) -> np.ndarray:
    """Return (n, n, n) bool over elements on A, B and X."""
    n = len(symbols)
    has = np.zeros((n, 2 * LARGEST + 1), dtype=np.int16)  # column q + LARGEST: the element knows charge q
    for row, symbol in enumerate(symbols):
        has[row, np.array(oxidation_states(symbol), dtype=int) + LARGEST] = 1
    pairs = np.zeros((n, n, 4 * LARGEST + 1), dtype=np.int16)  # column q_A + q_B + 2 LARGEST
    for charge in range(2 * LARGEST + 1):
        pairs[:, :, charge : charge + 2 * LARGEST + 1] += has[:, charge, None, None] * has[None, :, :]
    closes = np.zeros((4 * LARGEST + 1, n), dtype=np.int16)  # which sums q_A + q_B the three X close
    for charge in range(-LARGEST, LARGEST + 1):
        if abs(3 * charge) <= 2 * LARGEST:
            closes[2 * LARGEST - 3 * charge] += has[:, charge + LARGEST]
    return (pairs @ closes) > 0
