"""Places in a cell as people name them: an atom, Ti1, or fractional coordinates, 0.5 0.5 0."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from mi_core.errors import InputError
from mi_core.words import meant_or_known, shown

if TYPE_CHECKING:
    from pymatgen.core import Structure


def atom_names(structure: Structure) -> list[str]:
    """Return a name for each atom of an ordered crystal, its element and its number among those: Na1, Na2, Cl1."""
    counted: Counter[str] = Counter()
    names = []
    for site in structure:
        counted[site.specie.symbol] += 1
        names.append(f"{site.specie.symbol}{counted[site.specie.symbol]}")
    return names


def place_of(text: str, structure: Structure) -> np.ndarray:
    """Return the fractional coordinates (3,) of an atom's name, or of three numbers; InputError for anything else."""
    names = atom_names(structure)
    if text.strip() in names:
        return np.array(structure[names.index(text.strip())].frac_coords)
    words = re.split(r"[\s,;]+", text.strip().strip("()[]").replace("−", "-"))
    try:
        place = np.array([float(word) for word in words])
    except ValueError:
        place = np.array([np.nan])
    if place.shape != (3,) or not np.isfinite(place).all():
        raise InputError(
            f"A place is an atom, such as {names[0]}, or three fractional coordinates, such as 0.5 0.5 0; got "
            f"{shown(text, 40)!r}: {meant_or_known(text.strip(), names[:12])}"
        )
    return place


def line_between(start: str, end: str, structure: Structure) -> tuple[np.ndarray, np.ndarray]:
    """Return both ends of a line, (3,) each, fractional; an atom at the end is that of its images nearest to the start."""
    first, last = place_of(start, structure), place_of(end, structure)
    if end.strip() in atom_names(structure):
        _, image = structure.lattice.get_distance_and_image(first, last)
        last = last + image
    if np.allclose(first, last):
        raise InputError(
            f"The line from {shown(start, 40)} to {shown(end, 40)} has no length; give two different places."
        )
    return first, last


def usual_ends(structure: Structure) -> tuple[str, str]:
    """Return the first atom and the atom that is nearest to it, or the place half a cell away where there is no other."""
    names = atom_names(structure)
    if len(names) == 1:
        return names[0], " ".join(f"{place + 0.5:.6g}" for place in structure.frac_coords[0])
    distances = structure.lattice.get_all_distances(structure.frac_coords[:1], structure.frac_coords[1:])[0]
    return names[0], names[1 + int(np.argmin(distances))]
