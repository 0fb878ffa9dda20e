"""Which element sits on A, B and X of a perovskite ABX3, found from the crystal's geometry.

A perovskite is a three-dimensional network of BX6 octahedra in which every X joins exactly two octahedra and two
octahedra share at most one X (corners; never edges or faces), with A in the cavities between them. That definition
holds for any origin, supercell, tilt or polar distortion, and for antiperovskites, where X is a cation. Five atoms in
an almost cubic cell need no network: they are laid over the ideal perovskite, which also bears larger displacements.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import permutations
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mi_core.errors import InputError
from mi_core.formulas import read_formula
from mi_core.structures.material import SiteElements
from mi_core.structures.reduced_formula import crystal_formula, reduced_formula

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pymatgen.core import Lattice, Structure

#: Of opposite corners of an octahedron: 180 when ideal, ~150 if polar, ≤ 132 in BaNiSn3 types.
MIN_TRANS_ANGLE_DEG = 135.0
#: Longest over shortest B–X: 1.5 in supertetragonal PbVO3, ≥ 2 in chlorates and nitrates.
MAX_BOND_RATIO = 1.75
MIN_CAGE_RATIO = 0.7  # shortest A–X over mean B–X: √2 when ideal, ~1 when tilted, 0.5 in carbonates
PSEUDO_CUBIC_ANGLE_DEG = 8.0  # a 5-atom cell this close to a cube can be laid over the ideal perovskite
PSEUDO_CUBIC_STRETCH = 1.3
MAX_DISPLACEMENT = 0.32  # root mean square over the five atoms, in lattice parameters
MAX_DISPLACEMENT_RATIO = 0.92  # against the assignment with A and B exchanged
#: Of the pseudo-cubic lattice parameter: holds six X around both metals (0.5 and 0.71 when ideal).
REACH = 0.95


class NotPerovskiteError(InputError):
    """The crystal is no ABX3 perovskite; the sentence says which condition it breaks."""


class _Shells(NamedTuple):
    """The six X nearest to each metal: distances (M, 6) in Å, vectors (M, 6, 3) in Å, X rows and cell shifts."""

    distance: np.ndarray
    vector: np.ndarray
    anion: np.ndarray
    shift: np.ndarray


def find_sites(structure: Structure) -> SiteElements:
    """Return the elements on A, B and X of a perovskite crystal.

    Works on any cell: shifted origin, supercell, tilted or polar, mixed X (O2N, OFN), antiperovskite.
    Raises NotPerovskiteError with the reason when the crystal is something else.
    """
    if not structure.is_ordered:
        raise NotPerovskiteError(
            f"{crystal_formula(structure)} has partially occupied sites; only ordered crystals have "
            "one element per perovskite site. Order it first."
        )
    symbols = np.array([specie.symbol for specie in structure.species])
    metals, x_triple = split_by_role(Counter(symbols.tolist()))
    is_x = np.isin(symbols, x_triple)
    metal_coords, x_coords = structure.frac_coords[~is_x], structure.frac_coords[is_x]
    at_metal = symbols[~is_x]
    overlaid = _overlay_on_ideal(structure.lattice, metal_coords, x_coords)
    if overlaid is not None:
        return SiteElements(str(at_metal[overlaid[0]]), str(at_metal[overlaid[1]]), x_triple)
    shells = _nearest_six(structure.lattice.matrix, metal_coords, x_coords)
    reasons = []
    for b_rows in _b_candidates(at_metal, metals, shells):
        a, b = str(at_metal[~b_rows][0]), str(at_metal[b_rows][0])
        reason = _why_no_network(shells, b_rows) or _why_no_cage(shells, b_rows)
        if reason is None:
            return SiteElements(a, b, x_triple)
        reasons.append(f"with {b} as B {reason}")
    raise NotPerovskiteError(f"{crystal_formula(structure)} is not a perovskite: {'; '.join(reasons)}.")


def sites_from_formula(formula: str) -> SiteElements:
    """Guess the site elements of an ABX3 formula such as "SrTiO3", whatever the order of its elements.

    A formula does not tell A from B: the metal of the larger mean ionic radius (Shannon, as in pymatgen) is taken
    for A. Of the oxide pairs computed both ways round by Emery & Wolverton (Sci. Data 4, 170153, 2017) this names
    the more stable one in 82 %, and in 87 % of those within 0.2 eV/atom of the hull. Name the sites to be sure.
    Raises NotPerovskiteError when the composition is not ABX3, InputError when it is no formula.
    """
    from pymatgen.core import Element

    metals, x = split_by_role(read_formula(formula).amounts)
    radii = [float(Element(symbol).average_ionic_radius) for symbol in metals]
    a, b = metals if radii[0] >= radii[1] else metals[::-1]
    return SiteElements(a, b, x)


def split_by_role(counts: Mapping[str, float]) -> tuple[tuple[str, str], tuple[str, str, str]]:
    """Split the amounts of an ABX3 composition into its two metals (unordered) and its three X (sorted).

    X is the element that makes three fifths; where several share the X sites, the most abundant one and those
    nearest to it in electronegativity (of five different elements, the three most electronegative).
    Raises NotPerovskiteError when the composition is not ABX3.
    """
    total = sum(counts.values())
    fifths = {symbol: 5 * amount / total for symbol, amount in counts.items()}
    if any(abs(share - round(share)) > 1e-3 for share in fifths.values()):
        raise _not_abx3(counts)
    shares = {symbol: round(share) for symbol, share in fifths.items()}
    x = _x_elements(shares)
    metals = tuple(symbol for symbol, share in shares.items() if symbol not in x for _ in range(share))
    if len(metals) != 2 or len(x) != 3:
        raise _not_abx3(counts)
    return metals, x


def _not_abx3(counts: Mapping[str, float]) -> NotPerovskiteError:
    from pymatgen.core import Composition

    formula = reduced_formula(Composition(counts))
    return NotPerovskiteError(
        f"The composition {formula} is not ABX3 (one A, one B and three X, as in SrTiO3 or SrTaO2N)."
    )


def _x_elements(shares: dict[str, int]) -> tuple[str, ...]:
    leader = max(shares, key=lambda symbol: (shares[symbol], _electronegativity(symbol)))
    others = [symbol for symbol in shares if symbol != leader]
    if shares[leader] == 2 and all(_electronegativity(s) > _electronegativity(leader) for s in others):
        leader = max(others, key=_electronegativity)  # one metal on both A and B, as in Ti2NOF
    distance = {s: abs(_electronegativity(s) - _electronegativity(leader)) for s in shares}
    chosen: list[str] = []
    for symbol in sorted(shares, key=lambda s: (s != leader, distance[s])):
        if len(chosen) + shares[symbol] <= 3:
            chosen += [symbol] * shares[symbol]
    return tuple(sorted(chosen))


@cache
def _electronegativity(symbol: str) -> float:
    from pymatgen.core import Element

    value = Element(symbol).X
    return value if value == value else 0.0  # noqa: PLR0124  NaN for He, Ne, Ar: never an anion


@cache
def _images(reach: tuple[int, int, int]) -> np.ndarray:
    ranges = [np.arange(-n, n + 1) for n in reach]
    return np.stack(np.meshgrid(*ranges, indexing="ij"), axis=-1).reshape(-1, 3)


def _nearest_six(lattice: np.ndarray, metal: np.ndarray, anion: np.ndarray) -> _Shells:
    """Find the six X nearest to each metal, images included; fractional coordinates in, Å out."""
    inverse = np.linalg.inv(lattice)
    cutoff = REACH * np.cbrt(abs(np.linalg.det(lattice)) / (len(metal) / 2))
    spacing_inverse = np.sqrt((inverse * inverse).sum(axis=0))  # 1 / distance between lattice planes
    images = _images(tuple((cutoff * spacing_inverse + 0.5).astype(int).clip(1).tolist()))
    delta = anion[None] - metal[:, None]  # (M, X, 3)
    wrap = np.round(delta)
    vectors = ((delta - wrap)[:, :, None] + images).reshape(len(metal), -1, 3) @ lattice
    squared = np.einsum("mkd,mkd->mk", vectors, vectors)
    nearest = np.argpartition(squared, 5, axis=1)[:, :6]
    rows = np.arange(len(metal))[:, None]
    which, image = np.divmod(nearest, len(images))
    shift = images[image] - wrap[rows, which].astype(int)
    return _Shells(np.sqrt(squared[rows, nearest]), vectors[rows, nearest], which, shift)


def _b_candidates(at_metal: np.ndarray, metals: tuple[str, str], shells: _Shells) -> list[np.ndarray]:
    """Masks of the metal rows that could be B; first the element whose six X are closer."""
    tightness = shells.distance.mean(axis=1)
    if metals[0] == metals[1]:
        order = np.argsort(tightness, kind="stable")
        mask = np.zeros(len(at_metal), dtype=bool)
        mask[order[: len(order) // 2]] = True
        return [mask]
    first = at_metal == metals[0]
    return [first, ~first] if tightness[first].mean() <= tightness[~first].mean() else [~first, first]


def _why_no_network(shells: _Shells, b_rows: np.ndarray) -> str | None:
    """Say why these B do not hold a three-dimensional network of corner-sharing octahedra."""
    unit = shells.vector[b_rows] / shells.distance[b_rows][..., None]
    cosine = unit @ unit.transpose(0, 2, 1)  # (B, 6, 6)
    opposite = cosine.argmin(axis=2)
    paired = np.take_along_axis(opposite, opposite, axis=1) == np.arange(6)
    if not paired.all() or cosine.min(axis=2).max() > np.cos(np.radians(MIN_TRANS_ANGLE_DEG)):
        return "its six nearest X do not form an octahedron"
    if (shells.distance[b_rows].max(axis=1) > MAX_BOND_RATIO * shells.distance[b_rows].min(axis=1)).any():
        return "its six nearest X are not one shell but a molecular group and its neighbours"
    x, shift = shells.anion[b_rows].ravel(), shells.shift[b_rows].reshape(-1, 3)
    order = np.argsort(x, kind="stable")
    first, second = order[0::2], order[1::2]  # the two octahedra that meet at each X
    n_x = 3 * int(b_rows.sum())
    if (x[first] != np.arange(n_x)).any() or (x[second] != np.arange(n_x)).any():
        return "the octahedra do not meet two at each X"
    # Octahedron 1 in cell 0 and octahedron 2 in cell s1 − s2 share this X; each such bridge may occur once.
    cell = shift[first] - shift[second]
    bridges = np.column_stack([first // 6, second // 6, cell])
    mirrored = np.column_stack([second // 6, first // 6, -cell])
    if len({tuple(row) for row in np.vstack([bridges, mirrored]).tolist()}) < 2 * n_x:
        return "the octahedra share edges or faces, not only corners"
    return None


def _why_no_cage(shells: _Shells, b_rows: np.ndarray) -> str | None:
    """Say why A does not sit in a cavity: bound more tightly than B, as carbon is in a carbonate."""
    if shells.distance[~b_rows].min() < MIN_CAGE_RATIO * shells.distance[b_rows].mean():
        return "A is bound to X more tightly than B is"
    return None


def _overlay_on_ideal(lattice: Lattice, metal: np.ndarray, anion: np.ndarray) -> tuple[int, int] | None:
    """Lay a pseudo-cubic 5-atom cell over the ideal perovskite; return the rows of A and B, or None.

    Polar displacements of a quarter of the cell leave no octahedra, or as many around A as around B, yet each
    atom still answers to one ideal site. The assignment counts only if it displaces the atoms clearly less
    than the exchanged one.
    """
    if len(metal) != 2 or len(anion) != 3:
        return None
    if max(abs(angle - 90) for angle in lattice.angles) > PSEUDO_CUBIC_ANGLE_DEG:
        return None
    if max(lattice.abc) > PSEUDO_CUBIC_STRETCH * min(lattice.abc):
        return None
    at_b_one, at_b_zero = (_displacement(metal[a], metal[1 - a], anion) for a in (0, 1))
    best, other = min(at_b_one, at_b_zero), max(at_b_one, at_b_zero)
    if best > MAX_DISPLACEMENT or best > MAX_DISPLACEMENT_RATIO * other:
        return None
    return (0, 1) if best == at_b_one else (1, 0)


def _displacement(a: np.ndarray, b: np.ndarray, anion: np.ndarray) -> float:
    """Root mean square displacement from the ideal sites, in lattice parameters, after the best translation."""
    ideal = np.vstack([[0.5, 0.5, 0.5], 0.5 * np.eye(3)])
    found = np.stack([np.vstack([a, anion[list(order)]]) for order in permutations(range(3))]) - b
    offset = found - ideal
    offset -= np.round(offset)  # (6, 4, 3); B itself is displaced by nothing
    mean = offset.sum(axis=1) / 5
    squares = (offset**2).sum(axis=(1, 2)) / 5 - (mean**2).sum(axis=1)
    return float(np.sqrt(squares.min()))
