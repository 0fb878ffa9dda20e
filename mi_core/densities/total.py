"""What a field adds up to over its cell, and whether that is what its atoms let expect."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mi_core.densities.kinds import DENSITY_UNIT
from mi_core.densities.valence import valence_atoms

if TYPE_CHECKING:
    from mi_core.densities.field import ScalarField

CLOSE = 0.002  # relative: a grid loses so much of all electrons near the nuclei
CLOSE_ELECTRONS = 0.02  # of a cell: pseudo-densities are smooth, and grids add them up to the last digits


@dataclass(frozen=True, slots=True)
class Total:
    """What a field adds up to.

    Attributes
    ----------
    amount : float
        Electrons of a density, Bohr magnetons of a spin density, else the mean in the unit of the field.
    unit : str
        "electrons", "μB", or that of the field; "" for a pure number.
    fits : bool or None
        Whether it is what its atoms let expect; None where they let expect nothing.
    sentence : str
        What was expected, and what must be said about it.
    """

    amount: float
    unit: str
    fits: bool | None
    sentence: str


def total_of(field: ScalarField) -> Total:
    """Return what a field adds up to, with what its atoms let expect."""
    if field.unit != DENSITY_UNIT:
        return Total(float(field.values.mean()), field.unit, None, "The mean over the cell.")
    amount = field.integral
    if field.kind == "spin":
        return Total(
            amount, "μB", None, "The integral over the cell is its magnetic moment along this direction."
        )
    fits, sentence = _CHECKS.get(field.kind, _unchecked)(field, amount)
    return Total(amount, "electrons", fits, sentence)


def _unchecked(_field: ScalarField, _amount: float) -> tuple[bool | None, str]:
    return None, "The integral over the cell."


def _difference(_field: ScalarField, amount: float) -> tuple[bool, str]:
    fits = abs(amount) <= CLOSE_ELECTRONS
    return fits, "What moved from one place to another adds up to 0." + (
        ""
        if fits
        else " This adds up to something else: the two densities hold different numbers of electrons."
    )


def _all(field: ScalarField, amount: float) -> tuple[bool | None, str]:
    expected = sum(e.Z * n for e, n in field.structure.composition.element_composition.items())
    fits = abs(amount - expected) <= max(CLOSE * expected, CLOSE_ELECTRONS)
    return fits, f"The nuclei have {expected:g} charges." + (
        "" if fits else " The grid is too coarse near the nuclei, or the crystal is charged."
    )


def _valence(field: ScalarField, amount: float) -> tuple[bool | None, str]:
    if amount <= 0:
        return False, "A valence density holds some electrons."
    atoms = valence_atoms(field.structure, amount)
    fits = abs(atoms.scale - 1) * amount <= CLOSE_ELECTRONS
    return fits, (
        f"The integral over the cell. {atoms.sentence()}"
        if fits
        else "No choice of valence shells of these atoms holds as many: the crystal is charged, the file holds some of its "
        f"states only, or its values have another unit. {atoms.sentence()}"
    )


_CHECKS = {"difference": _difference, "all-electron": _all, "valence": _valence}
