"""How products of real spherical harmonics couple to what rotations leave unchanged."""

from __future__ import annotations

from functools import cache

import numpy as np

_SMALL = 1e-10


@cache
def coupling(first: int, second: int, third: int) -> np.ndarray:
    """Return Wigner's 3j symbols for real spherical harmonics, (2l₁+1, 2l₂+1, 2l₃+1), m from −l to l.

    Contracted with three harmonics of one vector set each, they leave a number that rotations do not change.
    """
    from sympy.physics.wigner import wigner_3j

    plain = np.zeros((2 * first + 1, 2 * second + 1, 2 * third + 1))
    for one in range(-first, first + 1):
        for two in range(-second, second + 1):
            three = -(one + two)
            if abs(three) <= third:
                plain[one + first, two + second, three + third] = float(
                    wigner_3j(first, second, third, one, two, three)
                )
    turned = np.einsum(
        "am,bn,co,mno->abc", *(_real_from_complex(degree).conj() for degree in (first, second, third)), plain
    )
    return turned.real if np.abs(turned.real).max() > np.abs(turned.imag).max() else turned.imag


def entries(tensor: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the places (n, n_axes) and values (n,) of a tensor's entries that are not zero."""
    places = np.argwhere(np.abs(tensor) > _SMALL)
    return places, tensor[tuple(places.T)]


def _real_from_complex(degree: int) -> np.ndarray:
    """Return what takes complex harmonics of one degree to real ones, (2l+1, 2l+1)."""
    turn = np.zeros((2 * degree + 1, 2 * degree + 1), dtype=complex)
    turn[degree, degree] = 1
    for order in range(1, degree + 1):
        sign = (-1) ** order
        turn[degree + order, degree + order] = sign / np.sqrt(2)
        turn[degree + order, degree - order] = 1 / np.sqrt(2)
        turn[degree - order, degree - order] = 1j / np.sqrt(2)
        turn[degree - order, degree + order] = -1j * sign / np.sqrt(2)
    return turn
