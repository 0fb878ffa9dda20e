"""Whether energies and forces of a set have units that belong together, told by how much energy the forces add up to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ase.units import Bohr, Hartree, Rydberg, kcal, kJ, mol

from mi_core.errors import InputError

if TYPE_CHECKING:
    import numpy as np

    from mi_core.potentials.frames.robust_line import Line

_LEAST_EXPLAINED = 0.7
_WELL_EXPLAINED = 0.9
_ERRORS = 5.0  # standard errors that a slope has to be from 1
_FAR = 4.0  # a coarse field may be wrong by a third, in alloys by more; units and signs are wrong by more than this
_ATOMIC = 1.5  # less than the 1.89 of atomic units throughout
_CLOSE = 1.7  # by what factor a slope may miss that of a mistake


class Mistake(NamedTuple):
    """What people do to energies or forces, and the slope of energies by the integrated forces that it gives."""

    words: str
    slope: float


MISTAKES = (
    Mistake("the forces have the wrong sign (gradients instead of forces)", -1.0),
    Mistake("the energies are in Hartree", 1 / Hartree),
    Mistake("the energies are in Rydberg", 1 / Rydberg),
    Mistake("the energies are in kcal/mol", mol / kcal),
    Mistake("the energies are in kJ/mol", mol / kJ),
    Mistake("the forces are in Hartree/bohr", Hartree / Bohr),
    Mistake("the forces are in Rydberg/bohr", Rydberg / Bohr),
    Mistake("the forces are in kcal/mol/Å", kcal / mol),
    Mistake("the forces are in kJ/mol/Å", kJ / mol),
    Mistake("energies and forces are both in atomic units (Hartree or Rydberg, with bohr)", 1 / Bohr),
)


def check_units(total: Line, as_given: Line, n_atoms: np.ndarray) -> None:
    """Raise InputError when the energies are not what the forces add up to, with what may be wrong.

    total : of the energy divided by the number of atoms; as_given : of the energy as it stands in the file; both by the
    energy per atom that the forces add up to. Nothing is said where the forces tell too little.
    """
    sure = total.explained > _LEAST_EXPLAINED
    if sure and not _is_wrong(total):
        return
    found = _causes(total.slope) if sure else []
    if n_atoms.max() > 1 and as_given.explained > _LEAST_EXPLAINED and _far(as_given.slope, 1.0) < _CLOSE:
        found.insert(0, "the energies are per atom and not of the whole cell")
    if not found and not sure:
        return
    cause = " or ".join(found[:2]) or "energies and forces are in different units"
    how = f"{_factor(total.slope)} the forces say" if sure else "otherwise than the forces say"
    raise InputError(
        f"The energies change {how}, as if {cause}. Give the energy of each cell in eV, and forces in eV/Å."
    )


def _is_wrong(line: Line) -> bool:
    """Whether a slope is far from 1 beyond doubt, or as near to that of atomic units as a good fit can tell."""
    if abs(line.slope - 1) < _ERRORS * line.slope_error:
        return False
    return _far(line.slope, 1.0) > _FAR or (line.slope > _ATOMIC and line.explained > _WELL_EXPLAINED)


def _causes(slope: float) -> list[str]:
    """Return the mistakes that give a slope like this, the likeliest first."""
    by_distance = sorted((_far(slope, one.slope), one.words) for one in MISTAKES)
    return [words for distance, words in by_distance if distance < _CLOSE]


def _far(slope: float, other: float) -> float:
    """Return by what factor two slopes differ, infinity where their signs do."""
    return max(slope / other, other / slope) if slope * other > 0 else float("inf")


def _factor(slope: float) -> str:
    if slope < 0:
        return "the other way round than"
    return f"{slope:.3g} times as much as" if slope > 1 else f"1/{1 / slope:.3g} as much as"
