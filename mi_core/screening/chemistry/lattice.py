"""Lattice constant of the cubic cell of any ABX3, estimated from its elements, so that every candidate can be drawn.

a = c + r_A + r_B + r_X + p_A·M_AB·p_B + p_A·M_AX·p_X + p_B·M_BX·p_X

r is a length for each element on each site, p a few standardised properties of an element, M a small matrix for each pair of
sites. `python -m mi_core.screening.chemistry.lattice_fit` fits all of them by ridge regression to the cubic cells of OQMD
and writes lattice.json, the numbers with their card: how far off they are on held-out compositions stands there.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mi_core.screening.chemistry.elements import ELEMENTS, check_symbols
from mi_core.structures.material import Material, SiteElements

if TYPE_CHECKING:
    from pymatgen.core import Structure

PARAMETERS = Path(__file__).with_name("lattice.json")
PAIRS = ("ab", "ax", "bx")
ESTIMATED = (
    "This cell was not computed: it is the ideal cubic perovskite, with a lattice constant estimated from its elements, "
    "{:.1f} % off on average."
)
#: Fractional coordinates of A, B and the three X of the ideal perovskite, B at the origin.
IDEAL = ((0.5, 0.5, 0.5), (0, 0, 0), (0.5, 0, 0), (0, 0.5, 0), (0, 0, 0.5))


class LatticeModel(NamedTuple):
    """The fitted numbers, in Å.

    Attributes
    ----------
    constant : float
    lengths : dict of (64,) by site "a", "b", "x"
    properties : (64, p) standardised properties of the elements
    matrices : dict of (p, p) by pair of sites "ab", "ax", "bx"
    """

    constant: float
    lengths: dict[str, np.ndarray]
    properties: np.ndarray
    matrices: dict[str, np.ndarray]

    def predict(self, index: dict[str, np.ndarray]) -> np.ndarray:
        """Return lattice constants (n,) from positions in ELEMENTS by site, each (n,)."""
        total = self.constant + sum(self.lengths[site][index[site]] for site in "abx")
        for pair in PAIRS:
            table = self.properties @ self.matrices[pair] @ self.properties.T  # of every pair of elements
            total = total + table[index[pair[0]], index[pair[1]]]
        return total


@cache
def lattice_card() -> dict:
    """Return the card of the fit: data set and its hash, split, errors on held-out compositions, command."""
    return json.loads(PARAMETERS.read_text())["card"]


@cache
def lattice_model() -> LatticeModel:
    """Return the fit that ships."""
    stored = json.loads(PARAMETERS.read_text())
    return LatticeModel(
        stored["constant"],
        {site: np.array([stored["lengths"][site][s] for s in ELEMENTS]) for site in "abx"},
        np.array([stored["properties"][symbol] for symbol in ELEMENTS]),
        {pair: np.array(stored["matrices"][pair]) for pair in PAIRS},
    )


def lattice_constants(triples) -> np.ndarray:
    """Return the estimated lattice constant of every candidate, (n,) in Å; the triples' symbols must be ELEMENTS."""
    return lattice_model().predict({site: getattr(triples, site) for site in "abx"})


def lattice_constant(a: str, b: str, x: str) -> float:
    """Return the estimated lattice constant of one ABX3 in Å; InputError for an element without an estimate."""
    symbols = [check_symbols([symbol], site)[0] for symbol, site in ((a, "A"), (b, "B"), (x, "X"))]
    index = {site: np.array([ELEMENTS.index(s)]) for site, s in zip("abx", symbols, strict=True)}
    return float(lattice_model().predict(index)[0])


def cubic_cell(a: str, b: str, x: str) -> Structure:
    """Return the ideal cubic perovskite of these elements with the estimated lattice constant; B at the origin."""
    from pymatgen.core import Lattice, Structure

    return Structure(Lattice.cubic(lattice_constant(a, b, x)), [a, b, x, x, x], IDEAL)


def candidate_material(a: str, b: str, x: str) -> Material:
    """Return a candidate as the viewer and the predict page take it: cubic cell, formula and site elements."""
    formula = f"{a}{b}{x}3"
    return Material(
        formula,
        source="screening",
        structure=cubic_cell(a, b, x),
        formula=formula,
        sites=SiteElements(a, b, (x, x, x)),
        warnings=(ESTIMATED.format(lattice_card()["held_out"]["mean_error_percent"]),),
    )
