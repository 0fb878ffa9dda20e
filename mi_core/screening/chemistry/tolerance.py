"""Geometric rules for perovskites from Shannon's ionic radii: Goldschmidt's t and Bartel's τ.

t = (r_A + r_X) / (√2 (r_B + r_X))                        V. M. Goldschmidt, Naturwissenschaften 14, 477 (1926)
τ = r_X / r_B - n_A (n_A - (r_A / r_B) / ln(r_A / r_B))    C. J. Bartel et al., Sci. Adv. 5, eaav0693 (2019), eq. 2

Radii are R. D. Shannon's (Acta Cryst. A32, 751 (1976)), as pymatgen lists them: coordination XII for A, VI for B and X,
high spin where there is a choice. The charges are those that balance with X an anion; of several such choices the one
with the lowest charge on A counts. An ion that Shannon does not list in its coordination leaves NaN: nothing is filled.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from typing import NamedTuple

import numpy as np

from mi_core.screening.chemistry.charges import oxidation_states

COORDINATION = {"a": "XII", "b": "VI", "x": "VI"}


class Tolerance(NamedTuple):
    """Goldschmidt's t and Bartel's τ of n candidates, each (n,) float64, NaN where radii lack."""

    goldschmidt: np.ndarray
    bartel: np.ndarray


def goldschmidt(r_a, r_b, r_x):
    """Return t from radii in one unit."""
    return (r_a + r_x) / (np.sqrt(2) * (r_b + r_x))


def bartel(r_a, r_b, r_x, n_a):
    """Return τ from radii in one unit and the charge of A; NaN unless r_A > r_B, where τ is not defined."""
    ratio = np.where(np.asarray(r_a) > r_b, np.divide(r_a, r_b), np.nan)
    return np.divide(r_x, r_b) - n_a * (n_a - ratio / np.log(ratio))


def tolerance_factors(triples) -> Tolerance:
    """Return both factors of every candidate."""
    table = _factor_table(triples.symbols)
    return Tolerance(*table[:, triples.a, triples.b, triples.x])


@lru_cache(maxsize=4)
def _factor_table(symbols: tuple[str, ...]) -> np.ndarray:
    """Return (2, n, n, n) factors over elements on A, B and X."""
    on_a, on_b, on_x = (_ions(symbols, site) for site in "abx")
    combined = np.array(
        [
            (*a, *b, *x)
            for a, b, x in product(on_a, on_b, on_x)
            if x[1] < 0 < min(a[1], b[1]) and a[1] + b[1] + 3 * x[1] == 0
        ]
    ).reshape(-1, 9)
    a, n_a, r_a, b, _, r_b, x, _, r_x = combined[np.lexsort((-combined[:, 7], -combined[:, 1]))].T
    table = np.full((2, *[len(symbols)] * 3), np.nan)
    where = (a.astype(int), b.astype(int), x.astype(int))
    # Rows run from the highest charge on A to the lowest: the last one written stays.
    for factor, values in enumerate((goldschmidt(r_a, r_b, r_x), bartel(r_a, r_b, r_x, n_a))):
        table[factor][where] = values
    return table


def _ions(symbols: tuple[str, ...], site: str) -> list[tuple[int, int, float]]:
    """Return (position, charge, radius in Å) of every ion that Shannon lists in the coordination of the site."""
    found = (
        (row, charge, shannon_radius(symbol, charge, COORDINATION[site]))
        for row, symbol in enumerate(symbols)
        for charge in oxidation_states(symbol)
    )
    return [ion for ion in found if not np.isnan(ion[2])]


def shannon_radius(symbol: str, charge: int, coordination: str) -> float:
    """Return Shannon's ionic radius in Å, high spin where there is a choice; NaN if he does not list the ion."""
    from pymatgen.core import Element

    listed = (Element(symbol).data.get("Shannon radii") or {}).get(str(charge), {}).get(coordination, {})
    spins = {spin.lower(): values["ionic_radius"] for spin, values in listed.items()}
    return float(spins.get("high spin", next(iter(spins.values()), np.nan)))
