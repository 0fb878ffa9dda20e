"""What values on a grid look like: a density, a localisation function, or something with a sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.errors import InputError

if TYPE_CHECKING:
    import numpy as np
    from pymatgen.core import Structure

NEGATIVE = 0.02  # of the largest value: pseudo-densities dip a little below 0
MORE = 1.1  # times all electrons, and
CHARGE = 1.0  # more: a coarse grid near nuclei counts too many, ions hold more
ALL = 0.005  # relative: so near to all electrons a density is one of all

DENSITY, ELF, SIGNED, TOO_MANY = "density", "elf", "signed", "too many"
LOOKS = {
    DENSITY: "an electron density (CHGCAR)",
    ELF: "an electron localisation function (ELFCAR)",
    SIGNED: "a local potential (LOCPOT) or a difference of densities",
    TOO_MANY: "no density in the unit of this format",
}
EXPECTED = {"potential": SIGNED, "elf": ELF, "difference": SIGNED, "spin": SIGNED}


def all_electrons(structure: Structure) -> float:
    """Return the sum of the atomic numbers in the cell."""
    return sum(element.Z * amount for element, amount in structure.composition.element_composition.items())


def looks(values: np.ndarray, electrons: float, structure: Structure) -> str:
    """Return what values look like, whose integral as a density is `electrons`: a key of LOOKS."""
    low, high = float(values.min()), float(values.max())
    if low < -NEGATIVE * max(high, 0.0) - 1e-9 or high <= 0:
        return SIGNED
    if electrons > MORE * all_electrons(structure) + CHARGE:
        return TOO_MANY
    return DENSITY


def is_elf(values: np.ndarray) -> bool:
    """Whether all values lie between 0 and 1."""
    return bool(values.min() >= -1e-6 and values.max() <= 1 + 1e-3)


def density_kind(electrons: float, structure: Structure) -> str:
    """Return "all-electron" where a density has as many electrons as the nuclei have charges, else "valence"."""
    most = all_electrons(structure)
    has_core = any(element.Z > 4 for element in structure.composition.element_composition)
    return "all-electron" if has_core and abs(electrons - most) <= ALL * most else "valence"


def check_looks(kind: str, found: str, values: np.ndarray, electrons: float, structure: Structure) -> None:
    """Raise InputError where values do not look like the kind that the name of their file says."""
    expected = EXPECTED.get(kind, DENSITY)
    # a difference may be anything, also 0 everywhere, but not of another unit
    if found == expected or (kind == "difference" and found != TOO_MANY):
        return
    numbers = f"its values go from {values.min():.3g} to {values.max():.3g}"
    if expected == DENSITY:
        numbers += (
            f" and add up to {electrons:.4g} electrons, where the cell holds more than 0 and at most "
            f"{all_electrons(structure):g}"
        )
    raise InputError(
        f"By its name this is {LOOKS[expected].split(' (')[0]}, but {numbers}: it seems to be {LOOKS[found]}; name the file "
        "as what it is."
    )
