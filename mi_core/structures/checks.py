"""What a crystal must satisfy before anything is computed from it."""

from __future__ import annotations

import math
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from pymatgen.core import Composition, Element, Structure

from mi_core.errors import InputError
from mi_core.formulas.isotopes import isotope_remarks
from mi_core.structures.density import density_g_cm3
from mi_core.structures.limits import DEFAULT_LIMITS, Limits
from mi_core.words import shown

if TYPE_CHECKING:
    from pymatgen.core import DummySpecies, Species

MIN_DISTANCE_A = 0.5  # the shortest bond known, H-H, is 0.74 Å
MIN_SPACING_A = 0.5
VOLUME_PER_ATOM_A3 = (1.0, 1000.0)  # hydrogen under 500 GPa: about 1.7; solid caesium: 115
USUAL_VOLUME_PER_ATOM_A3 = (4.0, 150.0)  # diamond: 5.7; more than caesium means vacuum in the cell
MAX_DENSITY = 60.0  # g/cm³
USUAL_DENSITY = 25.0  # osmium, the densest element, has 22.6
_SMALL = 200  # atoms up to which all pairs are cheaper than a neighbour list


@cache
def species_of(symbol: str) -> Composition:
    """Return the shared one-atom composition of an element symbol; ValueError if there is no such element."""
    return Composition({Element(symbol): 1})


class Checked(NamedTuple):
    """A crystal with bare elements on its sites, the content of its cell, and sentences about what is odd in it."""

    structure: Structure
    composition: Composition
    warnings: tuple[str, ...]


def check_crystal(structure: Structure, limits: Limits = DEFAULT_LIMITS) -> Checked:
    """Return the crystal with bare elements on its sites, and what is odd in it.

    InputError says why it cannot be used: no atoms or too many, species that are no elements, coordinates
    that are no numbers, a flat cell, an impossible density, atoms closer than 0.5 Å.
    """
    check_count(len(structure), limits)
    composition, is_ordered = _content(structure)
    isotopes: tuple[str, ...] = ()
    if not _are_bare(composition):
        isotopes = isotope_remarks(specie.name for specie in composition if isinstance(specie, Element))
        species = [_bare(site.species) for site in structure]
        structure = Structure(structure.lattice, species, structure.frac_coords)
        composition, is_ordered = _content(structure)
    coords = structure.frac_coords
    _check_numbers(structure, coords)
    volume, spacings = check_cell(structure.lattice.matrix)
    warnings = [*isotopes, *_check_density(composition, volume / len(structure), volume)]
    _check_overlap(structure, coords, min(spacings))
    if not is_ordered:
        warnings.append(_partial_occupancy(structure))
    return Checked(structure, composition, tuple(warnings))


def _content(structure: Structure) -> tuple[Composition, bool]:
    """Return what the cell holds and whether each site holds one atom, from one pass over the distinct contents."""
    distinct: dict[int, Composition] = {}
    counts: dict[int, int] = {}
    for site in structure.sites:
        species = site.species
        key = id(species)
        distinct[key] = species
        counts[key] = counts.get(key, 0) + 1
    amounts: dict[Element | Species | DummySpecies, float] = {}
    is_ordered = True
    for key, species in distinct.items():
        is_ordered = is_ordered and len(species) == 1 and species.num_atoms == 1
        for specie, occupancy in species.items():
            amounts[specie] = amounts.get(specie, 0.0) + counts[key] * occupancy
    return Composition(amounts), is_ordered


def check_count(n_atoms: int, limits: Limits) -> None:
    """Raise InputError unless there is at least one atom and no more than the limit."""
    if n_atoms == 0:
        raise InputError("The cell holds no atoms; give at least one atom with its coordinates.")
    if n_atoms > limits.max_atoms:
        raise InputError(
            f"The cell holds {n_atoms:,} atoms and at most {limits.max_atoms:,} are read; "
            "give the primitive cell or a smaller supercell."
        )


def no_element(symbol: str, where: str = "A site") -> str:
    """Return the sentence about a symbol that is no element."""
    return (
        f"{where} holds {shown(symbol, 30)!r}, which is no chemical element; "
        "write element symbols from H to Og, or delete the dummy site."
    )


def _are_bare(composition: Composition) -> bool:
    # the isotopes are members of Element whose symbol is H and whose name and mass are their own
    return all(type(specie) is Element and specie.name == specie.symbol for specie in composition)


def _bare(species: Composition) -> Composition:
    """Return the content of a site without charges, spins and isotopes; InputError names a species that is no element."""
    amounts: dict[Element, float] = {}
    for specie, amount in species.items():
        symbol = getattr(getattr(specie, "element", specie), "symbol", str(specie))
        if not Element.is_valid_symbol(symbol):
            raise InputError(no_element(symbol))
        element = Element(symbol)
        amounts[element] = amounts.get(element, 0.0) + amount
    return Composition(amounts)


def _check_numbers(structure: Structure, coords: np.ndarray) -> None:
    if math.isfinite(coords.sum() + structure.lattice.matrix.sum()):
        return
    if not np.isfinite(structure.lattice.matrix).all():
        raise InputError(
            "The cell is not made of finite numbers; write its lengths in Å and angles in degrees."
        )
    finite = np.isfinite(coords)
    if not finite.all():
        i = int(np.argmin(finite.all(axis=1)))
        raise InputError(
            f"Atom {i + 1} ({structure[i].species_string}) has a coordinate that is no finite number (NaN or "
            "infinity); write every coordinate as a decimal number."
        )


def check_cell(matrix: np.ndarray) -> tuple[float, list[float]]:
    """Return volume (Å³) and distances between opposite faces (Å) of row vectors; InputError if it is flat."""
    # plain floats: numpy's overhead on three vectors would cost more than all other checks together
    a, b, c = matrix.tolist()
    normals = _cross(b, c), _cross(c, a), _cross(a, b)
    volume = abs(sum(x * y for x, y in zip(a, normals[0], strict=True)))
    spacings = [volume / max(math.hypot(*normal), 1e-12) for normal in normals]
    if not min(spacings) >= MIN_SPACING_A:
        raise InputError(
            f"The cell is flat: two opposite faces are {min(spacings):.3g} Å apart, at least {MIN_SPACING_A} Å "
            "is needed; check lengths (Å) and angles (degrees)."
        )
    return volume, spacings


def _cross(u: list[float], v: list[float]) -> tuple[float, float, float]:
    return u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]


def _check_density(composition: Composition, per_atom: float, volume: float) -> list[str]:
    density = density_g_cm3(composition, volume)
    low, high = VOLUME_PER_ATOM_A3
    if not low <= per_atom <= high or density > MAX_DENSITY:
        raise InputError(
            f"The density is absurd: {per_atom:.3g} Å³ per atom and {density:.3g} g/cm³, where crystals have "
            f"{low:g} to {high:g} Å³ per atom and at most {MAX_DENSITY:g} g/cm³; check that lengths are in Å."
        )
    low, high = USUAL_VOLUME_PER_ATOM_A3
    warnings = []
    if per_atom < low or density > USUAL_DENSITY:
        warnings.append(f"Unusually dense: {per_atom:.3g} Å³ per atom, {density:.3g} g/cm³.")
    if per_atom > high:
        warnings.append(f"Unusually open: {per_atom:.3g} Å³ per atom, so the cell probably holds vacuum.")
    return warnings


def _check_overlap(structure: Structure, coords: np.ndarray, spacing: float) -> None:
    if len(structure) <= _SMALL and spacing > 2 * MIN_DISTANCE_A:
        first, second, distance = _close_pairs(coords, structure.lattice.matrix)
    else:
        first, second, _, distance = structure.get_neighbor_list(MIN_DISTANCE_A, exclude_self=True)
    for i, j, d in zip(first, second, distance, strict=True):
        # split positions may lie close together as long as only one of them is filled at a time
        if structure[i].species.num_atoms + structure[j].species.num_atoms > 1.0 + 1e-3:
            raise InputError(
                f"Atoms {i + 1} ({structure[i].species_string}) and {j + 1} ({structure[j].species_string}) overlap: "
                f"they are {d:.2f} Å apart, at least {MIN_DISTANCE_A} Å is needed; remove duplicates or check "
                "the cell and the coordinate type (fractional or Cartesian)."
            )


def _close_pairs(coords: np.ndarray, matrix: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the pairs nearer than the limit and their distances (Å), by the nearest image.

    With faces more than twice the limit apart, two atoms nearer than the limit differ by less than half a cell
    in each fractional coordinate, so that rounding finds the right image.
    """
    first, second = _pairs(len(coords))
    difference = coords[first] - coords[second]
    difference -= np.rint(difference)
    vectors = difference @ matrix
    square = np.einsum("ij,ij->i", vectors, vectors)
    close = np.flatnonzero(square < MIN_DISTANCE_A**2)
    if not close.size:
        return close, close, close
    return first[close], second[close], np.sqrt(square[close])


@lru_cache(maxsize=64)
def _pairs(n_atoms: int) -> tuple[np.ndarray, np.ndarray]:
    return np.triu_indices(n_atoms, k=1)


def _partial_occupancy(structure: Structure) -> str:
    partial = [(i, site) for i, site in enumerate(structure) if not site.is_ordered]
    i, site = partial[0]
    return (
        f"Partial occupancy on {len(partial)} of {len(structure)} sites (site {i + 1}: {site.species_string}): "
        "predictions are made from the composition alone; give an ordered approximant for those that need a structure."
    )
