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
        return Orbits(np.arange(n), _wrapped(coords), np.ones(n, dtype=int), coords)
    positions = _on_special_positions(coords, operations, matrix, tolerance)
    images = _wrapped(_images(positions, operations).reshape(-1, 3))
    site = np.repeat(np.arange(n), m)
    steps = np.rint(images * _GRID + _OFF_GRID).astype(np.int64) % _GRID
    keys = (steps[:, 0] * _GRID + steps[:, 1]) * _GRID + steps[:, 2]
    order = np.lexsort((np.arange(n * m), keys, site))
    first = np.ones(n * m, dtype=bool)
    first[1:] = (np.diff(keys[order]) != 0) | (np.diff(site[order]) != 0)
    kept = np.sort(order[first])
    return Orbits(site[kept], images[kept], np.bincount(site[kept], minlength=n), positions)


def _images(coords: np.ndarray, operations: Operations) -> np.ndarray:
    return np.einsum("mij,nj->nmi", operations.rotations, coords) + operations.shifts


def _on_special_positions(
    coords: np.ndarray, operations: Operations, matrix: np.ndarray, tolerance: float
) -> np.ndarray:
    """Return the sites moved to the mean of those of their images that lie within the tolerance of them."""
    fixed = None
    for _ in range(4):
        steps = _images(coords, operations) - coords[:, None]
        steps -= np.rint(steps)
        near = ((steps @ matrix) ** 2).sum(axis=2) < tolerance**2
        if fixed is not None and (near == fixed).all():
            return coords
        fixed = near
        coords = coords + (steps * near[..., None]).sum(axis=1) / near.sum(axis=1)[:, None]
    return coords


def _wrapped(coords: np.ndarray) -> np.ndarray:
    coords = coords - np.floor(coords)
    coords[coords >= 1.0] = 0.0
    return coords


def snapped_thirds(coords: np.ndarray, written: list[list[str]], *, has_threefold: bool) -> np.ndarray:
    """Return coordinates that print a third or sixth with four digits or more made exact: .3333, .66667, .8333 …

    Where threefold axes make them special, two and three digits are enough: .33, .667, .17.
    """
    sixths = coords * 6.0
    nearest = np.rint(sixths)
    off = np.abs(sixths - nearest)
    near = (off > 0.0) & (off < (0.06 if has_threefold else 6.1e-4)) & (nearest % 3 != 0)
    if not written or not near.any():
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
    return digits >= fewest_digits and abs(float(text) - exact) <= (0.51 if digits == 2 else 1.01) * 10.0**-digits
