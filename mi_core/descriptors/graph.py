"""Crystals as graphs: each atom with its nearest periodic neighbours, as flat edge lists.

After Xie & Grossman, Phys. Rev. Lett. 120, 145301 (2018), with two changes that make the graph a function of the crystal
and not of its file: the shell that holds the 12th neighbour is kept whole (cutting it would choose among equal atoms by
their order), and edges that carry the same message are stored once, with their number as weight.
"""

from __future__ import annotations

import numpy as np

from mi_core.descriptors.crystal_graph import CrystalGraph
from mi_core.descriptors.equal_atoms import merge_equal_atoms
from mi_core.descriptors.stateless import Stateless
from mi_core.errors import InputError
from mi_core.structures.reduced_formula import crystal_formula

SAME_DISTANCE = 1e-3  # Å: well above the rounding of 6-digit files, well below any chemical difference


def neighbour_pairs(lattice: np.ndarray, coordinates: np.ndarray, cutoff: float):
    """Return all periodic pairs within `cutoff` (Å): centre, neighbour, distance.

    Shapes: `lattice` (3, 3) rows are vectors in Å, `coordinates` (n_atoms, 3) Cartesian in Å. An atom's own images are
    its neighbours too.
    """
    from vesin import NeighborList

    finder = NeighborList(cutoff=cutoff, full_list=True)
    return finder.compute(points=coordinates, box=lattice, periodic=True, quantities="ijd")


def nearest_shells(lattice, coordinates, *, n_neighbours: int = 12, cutoff: float = 8.0):
    """Return centre, neighbour, distance of the `n_neighbours` nearest atoms, the last shell kept whole.

    The search radius grows from the size of the cell up to `cutoff` (Å), so dense crystals stay quick. Atoms with fewer
    neighbours within `cutoff` keep those they have.
    """
    n_atoms = len(coordinates)
    volume_per_atom = abs(np.linalg.det(lattice)) / n_atoms
    # Radius of a sphere that holds about twice the neighbours wanted in a homogeneous crystal.
    radius = min(cutoff, (2.0 * n_neighbours * volume_per_atom * 3.0 / (4.0 * np.pi)) ** (1 / 3))
    while True:
        centre, neighbour, distance = neighbour_pairs(lattice, coordinates, radius)
        counts = np.bincount(centre.astype(np.int64), minlength=n_atoms)
        if radius >= cutoff or _shells_complete(centre, distance, counts, n_neighbours, radius):
            break
        radius = min(cutoff, radius * 1.3)
    order = np.lexsort((distance, centre))
    centre, neighbour, distance = (
        centre[order].astype(np.int64),
        neighbour[order].astype(np.int64),
        distance[order],
    )
    first = np.concatenate(([0], np.cumsum(counts)[:-1]))
    last = first + np.minimum(counts, n_neighbours) - 1
    limit = np.where(counts > 0, distance[np.minimum(last, len(distance) - 1)] if len(distance) else 0.0, 0.0)
    kept = distance <= limit[centre] + SAME_DISTANCE
    return centre[kept], neighbour[kept], distance[kept]


def _shells_complete(centre, distance, counts, n_neighbours, radius) -> bool:
    """Whether every atom has its neighbours strictly inside the radius, so that no shell is cut by it."""
    inside = np.bincount(
        centre[distance < radius - 2 * SAME_DISTANCE].astype(np.int64), minlength=len(counts)
    )
    return bool((inside >= n_neighbours).all())


def merge_equal_edges(atomic_numbers, centre, neighbour, distance) -> CrystalGraph:
    """Return the graph whose edges of one centre, one neighbour and one distance are stored once, with their number."""
    order = np.lexsort((distance, neighbour, centre))
    centre, neighbour, distance = centre[order], neighbour[order], distance[order]
    new = np.ones(len(centre), dtype=bool)
    new[1:] = (np.diff(centre) != 0) | (np.diff(neighbour) != 0) | (np.diff(distance) > SAME_DISTANCE)
    start = np.flatnonzero(new)
    weight = np.diff(np.append(start, len(centre)))
    mean_distance = np.add.reduceat(distance, start) / weight if len(start) else distance
    return CrystalGraph(
        atomic_numbers=np.asarray(atomic_numbers, dtype=np.int64),
        centre=centre[start],
        neighbour=neighbour[start],
        distance=mean_distance.astype(np.float32),
        weight=weight.astype(np.float32),
        number=np.ones(len(atomic_numbers), dtype=np.float32),
    )


def crystal_graph(structure, *, n_neighbours: int = 12, cutoff: float = 8.0) -> CrystalGraph:
    """Return the graph of a pymatgen Structure; InputError for disordered crystals and lone atoms."""
    if not structure.is_ordered:
        raise InputError(
            f"{crystal_formula(structure)} has partly occupied sites, and graph networks need one element on "
            "each site; replace it by an ordered supercell."
        )
    lattice = np.ascontiguousarray(structure.lattice.matrix)
    centre, neighbour, distance = nearest_shells(
        lattice, structure.cart_coords, n_neighbours=n_neighbours, cutoff=cutoff
    )
    if len(distance) == 0:
        raise InputError(
            f"{crystal_formula(structure)} has no two atoms within {cutoff:g} Å; check the lattice parameters "
            "(they must be in Å)."
        )
    return merge_equal_edges(structure.atomic_numbers, centre, neighbour, distance)


class CrystalGraphs(Stateless):
    """Transformer from a list of materials (or pymatgen structures) to a list of CrystalGraph.

    Parameters
    ----------
    n_neighbours : int
        Nearest neighbours of each atom; cost grows linearly.
    cutoff : float
        Largest distance looked at, Å.
    merge_atoms : bool
        Whether atoms that no convolution can tell apart are stored once: the same answers, to rounding, for less work.
    """

    def __init__(self, n_neighbours: int = 12, cutoff: float = 8.0, merge_atoms: bool = False):
        self.n_neighbours = n_neighbours
        self.cutoff = cutoff
        self.merge_atoms = merge_atoms

    def transform(self, X) -> list[CrystalGraph]:
        """Return one graph per crystal; rows that are graphs already pass through."""
        return [self._graph(x) for x in X]

    def _graph(self, x):
        if isinstance(x, CrystalGraph):
            return x
        structure = getattr(x, "structure", x)
        if structure is None:
            raise InputError(
                f"{x.id} has no crystal structure, and this model needs one; give a CIF or POSCAR file."
            )
        graph = crystal_graph(structure, n_neighbours=self.n_neighbours, cutoff=self.cutoff)
        return merge_equal_atoms(graph, SAME_DISTANCE) if self.merge_atoms else graph
