"""All images of sites under symmetry operations, those that coincide merged within a tolerance in Å."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from mi_core.structures.formats.cif.operations import Operations

# Images of one atom that lie nearer than this are one image: printing rounds coordinates, no atom is that small.
MERGED_A = (0.05, 0.2)
_ROUNDINGS = 2.5  # of the last digit, by which special positions such as x,2x,z may miss each other
_GRID = 10**6
_SHORT_SIXTHS = ("33", "66", "67", "16", "17", "83")
_STILL_SIXTHS = 1e-6  # sixths that are exact enough, as eight digits are
_LONG_SIXTHS = ("333", "666", "1667")
_STILL = 1e-9
_OFF_GRID = 0.137  # so that no printed coordinate lies on a border between two grid points


class Orbits(NamedTuple):
    """Images of sites: `site` (k,) says of which, `coords` (k, 3) in [0, 1); `sizes` (n,) counts them per site.

    `positions` (n, 3) holds the listed sites, moved onto the special position that they lie on.
    """

    site: np.ndarray
    coords: np.ndarray
    sizes: np.ndarray
    positions: np.ndarray


def tolerance_a(digits: int, longest_edge: float) -> float:
    """Return how far apart (Å) images of one atom may lie in a file whose coordinates have this many digits."""
    low, high = MERGED_A
    return min(max(low, _ROUNDINGS * 10.0**-digits * longest_edge), high)


def orbits(coords: np.ndarray, operations: Operations, matrix: np.ndarray, tolerance: float) -> Orbits:
    """Return all different images of the sites in the cell whose rows are the lattice vectors (Å)."""
    n, m = len(coords), len(operations)
    if m == 1:
        return Orbits(np.arange(n), wrapped(coords), np.ones(n, dtype=int), coords)
    positions, images = _on_special_positions(coords, operations, matrix, tolerance)
    images = wrapped(images.reshape(-1, 3))
    steps = np.rint(images * _GRID + _OFF_GRID).astype(np.int64) % _GRID
    keys = ((steps[:, 0] * _GRID + steps[:, 1]) * _GRID + steps[:, 2]).tolist()
    kept = [i for start in range(0, n * m, m) for i in _first_of_each(keys[start : start + m], start)]
    site = np.array(kept) // m
    return Orbits(site, images[kept], np.bincount(site, minlength=n), positions)


def _first_of_each(keys: list[int], start: int) -> list[int]:
    places = range(start + len(keys) - 1, start - 1, -1)
    return list(dict(zip(reversed(keys), places, strict=True)).values())[::-1]


def _images(coords: np.ndarray, operations: Operations) -> np.ndarray:
    rows = operations.rotations.reshape(-1, 3) @ coords.T  # one product of matrices instead of many
    return rows.reshape(len(operations), 3, -1).transpose(2, 0, 1) + operations.shifts


def _on_special_positions(
    coords: np.ndarray, operations: Operations, matrix: np.ndarray, tolerance: float
) -> tuple[np.ndarray, np.ndarray]:
    """Return the sites moved to the mean of those of their images that lie within the tolerance; and all images."""
    before = None
    for _ in range(5):
        images = _images(coords, operations)
        steps = images - coords[:, None]
        steps -= np.rint(steps)
        vectors = steps @ matrix
        near = np.einsum("nmk,nmk->nm", vectors, vectors) < tolerance**2
        moves = np.einsum("nmk,nm->nk", steps, near)
        if (before is not None and (near == before).all()) or np.abs(moves).max() < _STILL:
            break
        before = near
        coords = coords + moves / near.sum(axis=1)[:, None]
    return coords, images


def wrapped(coords: np.ndarray) -> np.ndarray:
    """Return coordinates within the cell, from 0 to below 1."""
    coords = coords - np.floor(coords)
    coords[coords >= 1.0] = 0.0
    return coords


def snapped_thirds(coords: np.ndarray, written: list[list[str]], *, has_threefold: bool) -> np.ndarray:
    """Return coordinates that print a third or sixth with four digits or more made exact: .3333, .66667, .8333 …

    Where threefold axes make them special, two and three digits are enough: .33, .667, .17.
    """
    printed = "".join(map("".join, written))
    if not any(digits in printed for digits in (_SHORT_SIXTHS if has_threefold else _LONG_SIXTHS)):
        return coords
    sixths = coords * 6.0
    nearest = np.rint(sixths)
    off = np.abs(sixths - nearest)
    near = (off > _STILL_SIXTHS) & (off < (0.06 if has_threefold else 6.1e-4)) & (nearest % 3 != 0)
    if not near.any():
        return coords
    coords = coords.copy()
    for i, axis in zip(*np.nonzero(near), strict=True):
        exact = nearest[i, axis] / 6.0
        if _prints(written[axis][i], exact, fewest_digits=2 if has_threefold else 4):
            coords[i, axis] = exact
    return coords


def _prints(text: str, exact: float, *, fewest_digits: int) -> bool:
    """Whether a text is that number rounded, or cut off behind three digits or more."""
    text = text.partition("(")[0]
    digits = len(text.partition(".")[2])
    return (
        digits >= fewest_digits
        and abs(float(text) - exact) <= (0.51 if digits == 2 else 1.01) * 10.0**-digits
    )
