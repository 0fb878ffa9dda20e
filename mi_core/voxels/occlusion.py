"""A second opinion on a network's derivative: the density is changed by much, and the answer computed again.

A derivative speaks of changes that are small and, where reflections are extinct, of none; taking an atom away is neither.
What the network then answers is compared with what the derivative foretells, and for Hartree energies with the exact change.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from mi_core.descriptors.reciprocal.coefficients import promolecule
from mi_core.descriptors.reciprocal.cube import G_MAX
from mi_core.descriptors.reciprocal.derivative import foretold
from mi_core.descriptors.reciprocal.fields import find_field
from mi_core.descriptors.reciprocal.hartree import hartree_energy
from mi_core.voxels.explained import REACH
from mi_core.voxels.models import HARTREE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pymatgen.core import Structure

    from mi_core.descriptors.reciprocal.coefficients import Coefficients
    from mi_core.voxels.explained import Explanation, Reading
    from mi_core.voxels.models import Answer

ATOM, PLACE, SHELL = "atom left out", "electron added", "shell of |G| left out"
MOST_ATOMS = 24  # left out one after the other
SMEARING_A = 0.5  # Å, of the electrons that are added
PLACES = 4  # along each axis of the cell
SHELLS = 8  # up to |G| = 6.4 Å⁻¹
MOST_POINTS = 200_000  # that are read at once
COLUMNS = ("what", "where", "network", "foretold", "exact")


def occluded(read: Reading, answer: Answer, explanation: Explanation) -> pd.DataFrame:
    """Return what becomes of an answer where atoms or shells are left out and electrons added, a row for each.

    Columns: what, one of ATOM, PLACE and SHELL; where; network, the change of its answer; foretold, that by its derivative;
    exact, that of the Hartree energy, NaN for other targets. All for the whole cell, in the unit
    `Explanation.unit_of_changes`.
    """
    changes = [*_atoms(read), *_places(read), *_shells(read.density)]
    answers = _answers(read, [read.density, *(changed for _, _, changed in changes)], answer.column)
    inside = read.density.norms() <= G_MAX
    before = hartree_energy(read.density.where(inside))
    keyed = answer.target == HARTREE
    found = [
        (
            what,
            where,
            float(value - answers[0]) * read.per_electron,
            foretold(explanation.derivative, read.density, changed),
            hartree_energy(changed.where(inside)) - before if keyed else np.nan,
        )
        for (what, where, changed), value in zip(changes, answers[1:], strict=True)
    ]
    return pd.DataFrame(found, columns=list(COLUMNS))


def agreement(rows: pd.DataFrame, other: str = "foretold") -> float:
    """Return the correlation of the network's changes with another column; NaN where there is nothing to compare."""
    known = rows[["network", other]].dropna()
    if len(known) < 2 or (known.std() == 0).any():
        return float("nan")
    return float(np.corrcoef(known.to_numpy().T)[0, 1])


def _answers(read: Reading, densities: list[Coefficients], column: int) -> np.ndarray:
    """Return what the network answers to other densities of the same cell, (n,)."""
    rows = [
        replace(read.points, moduli=density.points()[1][:, None].astype(np.float32)) for density in densities
    ]
    step = max(MOST_POINTS // len(read.points.g), 1)
    parts = [read.regressor.predict(rows[first : first + step]) for first in range(0, len(rows), step)]
    return np.concatenate([np.asarray(part).reshape(len(part), -1) for part in parts])[:, column]


def _atoms(read: Reading) -> Iterator[tuple[str, str, Coefficients]]:
    """Yield the density without each atom in turn, the first ones of a large cell."""
    factor = find_field(read.field).factor
    numbers: dict[str, int] = defaultdict(int)
    for site in list(read.structure)[:MOST_ATOMS]:
        symbol = site.specie.symbol
        numbers[symbol] += 1
        alone = promolecule(_alone(read.structure, site), REACH, sphere=True, factor=factor)
        yield ATOM, f"{symbol} {numbers[symbol]}", read.density.plus(alone, -1)


def _places(read: Reading) -> Iterator[tuple[str, str, Coefficients]]:
    """Yield the density with an electron, smeared by a Gaussian, at points of a grid of the cell."""
    steps = (np.arange(PLACES) + 0.5) / PLACES
    volume, g = read.density.volume, read.density.g
    envelope = np.exp(-((SMEARING_A * read.density.norms()) ** 2) / 2) / volume
    for a, b, c in np.stack(np.meshgrid(steps, steps, steps, indexing="ij"), axis=-1).reshape(-1, 3):
        at = np.array([a, b, c]) @ read.structure.lattice.matrix
        electron = replace(read.density, values=envelope * np.exp(-1j * g @ at), mean=1 / volume)
        yield PLACE, f"{a:g}, {b:g}, {c:g}", read.density.plus(electron)


def _shells(density: Coefficients) -> Iterator[tuple[str, str, Coefficients]]:
    """Yield the density without the coefficients of each shell."""
    edges, norms = np.linspace(0, G_MAX, SHELLS + 1), density.norms()
    for low, high in pairwise(edges):
        inside = (norms > low) & (norms <= high)
        if inside.any():
            yield SHELL, f"{low:.1f} to {high:.1f} Å⁻¹", density.where(~inside)


def _alone(structure: Structure, site) -> Structure:
    from pymatgen.core import Structure

    return Structure(structure.lattice, [site.specie], [site.frac_coords])
