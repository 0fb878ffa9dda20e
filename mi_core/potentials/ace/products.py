"""The functions of an expansion: invariant polynomials of what an atom's neighbours add up to.

A function is a sum of monomials in the projections A(z, n, l, m), which sums of R_n Y_lm over neighbours of element z make
(Drautz 2019, eqs. 21–27). Of functions of the same factors only linearly independent ones are kept.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mi_core.potentials.ace.couplings import coupling, entries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mi_core.potentials.ace.settings import AceSettings

ORDERS = 4  # factors of a monomial at most
Monomials = dict[tuple[int, ...], float]


class Factor(NamedTuple):
    """One factor: element of the neighbour (its number in the list), radial function, angular momentum."""

    element: int
    radial: int
    angular: int

    @property
    def degree(self) -> int:
        """What it adds to the degree of a product."""
        return self.radial + self.angular


@dataclass(frozen=True, slots=True)
class Products:
    """All functions, as flat lists of monomials ordered by function.

    Attributes
    ----------
    function : (n_monomials,) int
    order : (n_monomials,) int
        Number of factors.
    factors : (n_monomials, ORDERS) int
        Places of the factors among the projections; beyond `order` zero.
    coefficients : (n_monomials,)
    degrees : (n_functions,)
        Of each function.
    orders : (n_functions,) int
    """

    function: np.ndarray
    order: np.ndarray
    factors: np.ndarray
    coefficients: np.ndarray
    degrees: np.ndarray
    orders: np.ndarray

    def __len__(self) -> int:
        return len(self.degrees)


def build_products(settings: AceSettings, n_elements: int) -> Products:
    """Return the functions of an expansion for neighbours of so many elements."""
    found: list[Monomials] = []
    degrees, orders = [], []
    for factors in _combinations(settings, n_elements):
        independent = _independent([_collected(one) for one in _couplings(factors, settings)])
        found += independent
        degrees += [sum(factor.degree for factor in factors)] * len(independent)
        orders += [len(factors)] * len(independent)
    rows = [
        (number, monomial, value)
        for number, one in enumerate(found)
        for monomial, value in sorted(one.items())
    ]
    places = np.zeros((len(rows), ORDERS), dtype=np.int64)
    for row, (_, monomial, _) in enumerate(rows):
        places[row, : len(monomial)] = monomial
    return Products(
        function=np.array([number for number, _, _ in rows]),
        order=np.array([len(monomial) for _, monomial, _ in rows]),
        factors=places,
        coefficients=np.array([value for _, _, value in rows]),
        degrees=np.array(degrees, dtype=float),
        orders=np.array(orders),
    )


def place_of(factor: Factor, settings: AceSettings) -> int:
    """Return the place of A(z, n, l, −l) among the projections; the other m follow."""
    harmonics = (settings.angular + 1) ** 2
    return (factor.element * settings.radial + factor.radial) * harmonics + factor.angular**2


def _combinations(settings: AceSettings, n_elements: int) -> Iterator[tuple[Factor, ...]]:
    """Return each set of factors that may couple to an invariant of even parity and of a degree that is allowed."""
    factors = [
        Factor(element, radial, angular)
        for element in range(n_elements)
        for radial in range(settings.radial)
        for angular in range(settings.angular + 1)
    ]
    for order, most in enumerate(settings.degrees, start=1):
        for chosen in itertools.combinations_with_replacement(factors, order):
            if (
                sum(factor.degree for factor in chosen) <= most
                and sum(factor.angular for factor in chosen) % 2 == 0
            ):
                yield chosen


def _couplings(
    factors: tuple[Factor, ...], settings: AceSettings
) -> Iterator[list[tuple[tuple[int, ...], float]]]:
    """Return each way in which the factors couple to an invariant, as monomials with coefficients."""
    starts = np.array([place_of(factor, settings) for factor in factors])
    for tensor in _invariant_tensors([factor.angular for factor in factors]):
        places, values = entries(tensor)
        yield [(tuple(sorted(starts + place)), value) for place, value in zip(places, values, strict=True)]


def _invariant_tensors(angular: list[int]) -> Iterator[np.ndarray]:
    if len(angular) == 1 and angular[0] == 0:
        yield np.ones(1)
    elif len(angular) == 2 and angular[0] == angular[1]:
        yield np.eye(2 * angular[0] + 1) / np.sqrt(2 * angular[0] + 1)
    elif len(angular) == 3 and abs(angular[0] - angular[1]) <= angular[2] <= angular[0] + angular[1]:
        yield coupling(*angular)
    elif len(angular) == ORDERS:
        one, two, three, four = angular
        for between in range(max(abs(one - two), abs(three - four)), min(one + two, three + four) + 1):
            if (one + two + between) % 2 == 0:
                yield np.einsum("abm,cdm->abcd", coupling(one, two, between), coupling(three, four, between))


def _collected(terms: list[tuple[tuple[int, ...], float]]) -> Monomials:
    """Return the terms with equal monomials added up."""
    total: Monomials = {}
    for monomial, value in terms:
        total[monomial] = total.get(monomial, 0.0) + value
    return total


def _independent(functions: list[Monomials], tolerance: float = 1e-8) -> list[Monomials]:
    """Return an orthonormal set, in the space of coefficients, of what the functions span."""
    names = sorted({monomial for one in functions for monomial in one})
    if not names:
        return []
    matrix = np.array([[one.get(name, 0.0) for name in names] for one in functions])
    _, sizes, rows = np.linalg.svd(matrix, full_matrices=False)
    return [
        {name: float(value) for name, value in zip(names, row, strict=True) if abs(value) > tolerance}
        for row in rows[sizes > tolerance]
    ]
