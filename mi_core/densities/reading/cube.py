"""Gaussian cube files: of one data set or several, in bohr or Å, of whatever their title or their values say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
from pymatgen.core.units import Ha_to_eV, bohr_to_angstrom

from mi_core.densities.field import ScalarField, check_grid
from mi_core.densities.kinds import DENSITY_UNIT, KINDS
from mi_core.densities.reading import plausibility
from mi_core.densities.reading.cube_header import read_header
from mi_core.densities.reading.limits import check_points
from mi_core.densities.reading.text import check_finite
from mi_core.errors import InputError
from mi_core.words import shown

if TYPE_CHECKING:
    from pymatgen.core import Structure

    from mi_core.densities.reading.limits import DensityLimits
    from mi_core.densities.reading.text import Text

PER_BOHR3 = bohr_to_angstrom**-3
#: What the title of a file says of its values: a pattern, the kind, and the factor to our unit.
_TITLES = (
    (re.compile(rf"# ({'|'.join(KINDS)}): .*e/bohr\^3", re.IGNORECASE), "", PER_BOHR3),  # as we write them
    (re.compile(r"# (potential): .*eV"), "", 1.0),
    (re.compile(r"spin[ _-]*density", re.IGNORECASE), "spin", PER_BOHR3),
    (re.compile(r"potential.*\beV\b", re.IGNORECASE), "potential", 1.0),
    (re.compile(r"potential.*\b(hartree|a\.?u\.?)\b", re.IGNORECASE), "potential", Ha_to_eV),
    (re.compile(r"potential.*\b(Ry|rydberg)\b", re.IGNORECASE), "potential", Ha_to_eV / 2),
    (re.compile(r"\bELF\b|electron locali[sz]ation", re.IGNORECASE), "elf", 1.0),
)
_UNKNOWN = re.compile(r"potential|orbital|gradient|\bMO\b|laplacian", re.IGNORECASE)


def read_cube(text: Text, limits: DensityLimits, kind: str | None = None) -> list[ScalarField]:
    """Return the fields of a cube file, one for each data set.

    kind : where it is known; densities are then taken to be in e/bohr³, potentials in eV. InputError says what is wrong with
    the file.
    """
    header = read_header(text)
    check_points(header.shape, limits)
    check_grid(header.shape, header.structure.lattice.matrix)
    count = int(np.prod(header.shape)) * len(header.sets)
    if count > limits.max_points:
        raise InputError(
            f"The data sets have {count:,} values together and at most {limits.max_points:,} are read; write fewer of them."
        )
    values = text.numbers(count, "grid")
    check_finite(values, "grid")
    _check_end(text, count)
    sets = values.reshape(*header.shape, len(header.sets))
    fields = []
    for number, own_title in enumerate(header.sets):
        own = np.ascontiguousarray(sets[..., number])
        structure, own, dropped = _without_end(header.structure, own)
        found, factor, how = _meaning(header.title, own, structure, kind, alone=len(header.sets) == 1)
        title = _title(found, header.title, own_title)
        fields.append(ScalarField(found, title, structure, own * factor, (*header.remarks, *dropped, *how)))
    return fields


def _check_end(text: Text, count: int) -> None:
    if (line := text.after_blanks()) is not None:
        raise InputError(
            f"More follows the {count:,} values that the cube file announces, such as "
            f"{shown(line.decode('utf-8', 'replace'), 30)!r}; its counts are wrong, or it is damaged."
        )


def _without_end(structure: Structure, values: np.ndarray) -> tuple[Structure, np.ndarray, tuple[str, ...]]:
    """Return crystal and values without the last planes where these repeat the first ones, as some programs write them."""
    for axis in range(3):
        first, last = values.take(0, axis=axis), values.take(-1, axis=axis)
        if values.shape[axis] < 3 or np.ptp(first) == 0 or not np.array_equal(first, last):
            return structure, values, ()
    shorter = np.array([[(n - 1) / n] for n in values.shape])
    structure = type(structure)(
        structure.lattice.matrix * shorter,
        structure.species,
        structure.cart_coords,
        coords_are_cartesian=True,
    )
    remark = "The last point along each axis repeats the first one and is left out, and the cell is as much smaller."
    return structure, values[:-1, :-1, :-1], (remark,)


def _meaning(
    title: str, values: np.ndarray, structure: Structure, kind: str | None, *, alone: bool
) -> tuple[str, float, tuple[str, ...]]:
    """Return the kind of the values, the factor that brings them to our unit, and what must be said about it."""
    if kind is not None:
        return kind, PER_BOHR3 if KINDS[kind].unit == DENSITY_UNIT else 1.0, ()
    for pattern, named, factor in _TITLES:
        if found := pattern.search(title):
            said = named or found[1].lower()
            return said, factor if KINDS[said].unit else 1.0, ()
    electrons = float(values.mean()) * structure.volume * PER_BOHR3
    looks = plausibility.looks(values, electrons, structure)
    # less than half an electron in the cell is an orbital, a potential or a function without unit
    if looks == plausibility.DENSITY and electrons > 0.5 and alone and not _UNKNOWN.search(title):
        return plausibility.density_kind(electrons, structure), PER_BOHR3, ()
    if looks == plausibility.TOO_MANY and "generated by pymatgen" in title.lower():
        electrons = float(values.mean())
        if plausibility.looks(values, electrons, structure) == plausibility.DENSITY and electrons > 0.5:
            remark = (
                "The values are taken as a density times the volume of the cell: pymatgen keeps VASP's unit."
            )
            return plausibility.density_kind(electrons, structure), 1 / structure.volume, (remark,)
    return "unknown", 1.0, ()


def _title(kind: str, title: str, own: str) -> str:
    first = title if kind == "unknown" and title else KINDS[kind].title
    return ", ".join(filter(None, (shown(first, 80), own)))
