"""Whether the phases of an element system can hold a composition at all: oxides hold only so much oxygen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from mi_core.alloys.thermodynamics.solver.system import ElementSystem

LACKING = 1e-6  # mole fraction: what is missing of a composition that phases can hold


def why_out_of_reach(system: ElementSystem, x: np.ndarray) -> str:
    """Return why no mixture of the phases has the mole fractions x (elements,); "" where one has.

    The mixture that comes nearest is found among all sampled points, by linear programming on the sum of what is missing.
    """
    composition = system.sample().composition[len(x) :]
    low, high = composition.min(axis=0), composition.max(axis=0)
    for symbol, part, least, most in zip(system.elements, x, low, high, strict=True):
        if part > most + LACKING:
            return f"the phases of {_named(system)} hold at most {100 * most:.4g} at% {symbol}"
        if part < least - LACKING:
            return f"the phases of {_named(system)} hold at least {100 * least:.4g} at% {symbol}"
    if _lacking(composition, x) > LACKING:
        return f"no mixture of the phases of {_named(system)} has this composition"
    return ""


def _named(system: ElementSystem) -> str:
    return f"{system.database.name} with {', '.join(system.elements)}"


def _lacking(composition: np.ndarray, x: np.ndarray) -> float:
    """Return the least sum of what mixtures of the compositions (m, elements) lack and have too much of."""
    from scipy.optimize import linprog

    n, m = len(x), len(composition)
    cost = np.concatenate([np.zeros(m), np.ones(2 * n)])
    equal = np.hstack([composition.T, np.eye(n), -np.eye(n)])
    found = linprog(cost, A_eq=equal, b_eq=x, method="highs")
    return float(found.fun) if found.success else 0.0
