"""Powder X-ray diffraction by pymatgen's kinematic calculator: no thermal motion, no absorption."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_core.errors import InputError
from mi_core.structures.analysis.cells import choose_cell
from mi_core.structures.reduced_formula import crystal_formula

if TYPE_CHECKING:
    import pandas as pd
    from pymatgen.core import Structure

WAVELENGTHS = {
    "CuKa": 1.54184,
    "MoKa": 0.71073,
    "CoKa": 1.79026,
    "FeKa": 1.93735,
    "CrKa": 2.29100,
    "AgKa": 0.560885,
}
"""Kα wavelengths in Å, weighted over Kα1 and Kα2, as in pymatgen.core.diffraction.xrd."""

TERMS_PER_SECOND = 3e6  # structure-factor terms, measured on one core
REFLECTION_COLUMNS = ("two_theta_deg", "intensity", "hkl", "multiplicity", "d_spacing_angstrom")


def powder_pattern(
    structure: Structure, wavelength: str = "CuKa", two_theta_max: float = 90.0
) -> pd.DataFrame:
    """Return the peaks: two_theta_deg, intensity (strongest = 100), hkl, multiplicity, d_spacing_angstrom.

    InputError for an unknown wavelength, an angle outside 5 to 170 degrees, an element without form factors.
    Peaks weaker than 0.1 % of the strongest are left out. Indices refer to the cell given.
    """
    import pandas as pd
    from pymatgen.analysis.diffraction.xrd import XRDCalculator

    _check(wavelength, two_theta_max)
    try:
        pattern = XRDCalculator(wavelength=wavelength).get_pattern(
            structure, two_theta_range=(0, two_theta_max)
        )
    except (KeyError, ValueError) as problem:
        raise InputError(
            f"The diffraction pattern of {crystal_formula(structure)} cannot be computed: pymatgen "
            f"has no X-ray form factor for one of its elements ({problem})."
        ) from problem
    peaks = zip(pattern.x, pattern.y, pattern.hkls, pattern.d_hkls, strict=True)
    rows = [
        (float(angle), float(height), _indices(hkls), sum(k["multiplicity"] for k in hkls), float(spacing))
        for angle, height, hkls, spacing in peaks
        if height >= 0.1
    ]
    return pd.DataFrame(rows, columns=list(REFLECTION_COLUMNS))


def pattern_seconds(structure: Structure, wavelength: str = "CuKa", two_theta_max: float = 90.0) -> float:
    """Return about how long `powder_pattern` will take: reciprocal lattice points in the sphere × sites."""
    _check(wavelength, two_theta_max)
    radius = 2 * np.sin(np.radians(two_theta_max / 2)) / WAVELENGTHS[wavelength]  # 1/Å
    points = 4 / 3 * np.pi * radius**3 * structure.volume
    return float(points * (len(structure) + 100) / TERMS_PER_SECOND)


def diffraction_cell(structure: Structure) -> Structure:
    """Return the conventional cell, whose indices are the usual ones; the cell itself without symmetry."""
    try:
        return choose_cell(structure, "conventional")
    except (ValueError, TypeError, RuntimeError):
        return structure


def _check(wavelength: str, two_theta_max: float) -> None:
    if wavelength not in WAVELENGTHS:
        raise InputError(f"Wavelength {wavelength!r} is not known; choose one of {', '.join(WAVELENGTHS)}.")
    if not 5 <= two_theta_max <= 170:
        raise InputError(f"The largest 2θ must lie between 5 and 170 degrees; got {two_theta_max}.")


def _indices(families: list[dict]) -> str:
    """Return "110" or "221, 300": commas between families that fall on one angle."""
    return ", ".join(_family(entry["hkl"]) for entry in families)


def _family(hkl: tuple[int, ...]) -> str:
    if len(hkl) == 4:  # Miller-Bravais of hexagonal cells: i = -(h + k) says nothing new
        hkl = (hkl[0], hkl[1], hkl[3])
    return (" " if any(abs(i) > 9 for i in hkl) else "").join(map(_index, hkl))


def _index(number: int) -> str:
    """Return the number, negative ones with a bar over each digit, as crystallographers write them."""
    return str(number) if number >= 0 else "".join(digit + "\u0305" for digit in str(-number))
