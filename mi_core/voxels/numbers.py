"""What a density, a field or an explanation amounts to, as numbers in words: the page and the reports say the same."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, NamedTuple

from mi_core.densities.kinds import DENSITY_UNIT
from mi_core.voxels.described import SMEARING_A

if TYPE_CHECKING:
    from mi_core.densities.field import ScalarField
    from mi_core.densities.total import Total
    from mi_core.voxels.described import Amounts
    from mi_core.voxels.explained import Explanation

DIGITS = 4  # after the point of what a field adds up to: the rest is rounding
HARTREE = "Of the density with itself, of its coefficients up to |G| = 6.4 Å⁻¹ and without G = 0, as for a neutral crystal."
COMPOSITION = "Nearly all of it follows from the composition."
BETWEEN = (
    "The Hartree energy less what the density of each atom has with itself, (e²/π) ∫ f² dG up to the same |G|. It depends "
    "on where the atoms are. It is negative, because without G = 0 each atom also feels a uniform positive background."
)
VECTORS = "Reciprocal lattice vectors with |G| up to 6.4 Å⁻¹."
CORRELATION = (
    "Over the cell, all points alike, of δy/δρ and the Hartree potential, which δy/δρ of the exact energy is. In brackets "
    f"that of both fields smeared by σ = {SMEARING_A} Å."
)
SLOPE = "Of δy/δρ against the Hartree potential over the cell, eV per eV; 1 is exact. In brackets that of smeared fields."
HALVES = (
    "Correlation of the derivative averaged over 32 orientations with that over 32 others: below 1 the picture itself would "
    "change if other orientations were drawn."
)
EXTINCT = (
    "Reflections that the crystal extinguishes have no phase, and the answer has no derivative there: they add nothing to "
    "the picture. A change of the density that breaks the symmetry may still change the answer through them."
)


class Number(NamedTuple):
    """A number with the words before and after it, and what is meant by it, "" where that is plain."""

    before: str
    value: str
    after: str
    meaning: str = ""

    @property
    def words(self) -> str:
        """The number in its words, such as "84 electrons in the cell"."""
        return f"{self.before}{self.value}{self.after}"


def crystal_numbers(found: Amounts) -> list[Number]:
    """Return what the density of a crystal's free atoms amounts to."""
    return [
        Number("", f"{found.electrons:,.0f}", " electrons in the cell"),
        _energy(found.hartree_ev_per_atom, f"{HARTREE} {COMPOSITION}"),
        Number("between atoms ", one_decimal(found.between_ev_per_atom), " eV/atom", BETWEEN),
        Number("", f"{found.vectors:,}", " vectors G", VECTORS),
    ]


def explanation_numbers(found: Explanation) -> list[Number]:
    """Return the marks that an explanation gets."""
    numbers = [
        Number("Two halves of the orientations agree to ", two_decimals(found.halves), "", HALVES),
        Number("", f"{found.extinct:,}", f" of {len(found.gradient):,} reflections extinct", EXTINCT),
    ]
    if found.potential is None:
        return numbers
    marks = (
        ("Correlation with the answer key ", found.correlation, CORRELATION),
        ("Slope ", found.slope, SLOPE),
    )
    keyed = [
        Number(before, two_decimals(of()), f" ({two_decimals(of(SMEARING_A))})", meaning)
        for before, of, meaning in marks
    ]
    return [*keyed, *numbers]


def field_numbers(
    field: ScalarField, total: Total, ends: tuple[float, float], hartree: float | None
) -> list[Number]:
    """Return what a field of a file amounts to: its total first, then its range, its grid and its energy.

    ends : lowest and highest value; hartree : energy of the cell in eV, None where it is not known.
    """
    low, high = (f"{end:.4g}".replace("-", "−") for end in ends)
    amount = f"{round(total.amount, DIGITS) + 0.0:,.6g}".replace("-", "−")
    steps = [length / points for length, points in zip(field.structure.lattice.abc, field.shape, strict=True)]
    step = " to ".join(dict.fromkeys(f"{end:.2g}" for end in (min(steps), max(steps))))
    after_total, after_range = (f" {unit}".rstrip() for unit in (total.unit, field.unit))
    numbers = [
        Number(_what_of(field), amount, after_total, total.sentence),
        Number("from ", f"{low} to {high}", after_range, "Lowest and highest value on the grid."),
        Number("a point every ", step, " Å"),
    ]
    if hartree is not None:
        numbers.append(_energy(hartree / len(field.structure), HARTREE))
    return numbers


def one_decimal(value: float) -> str:
    """Return an energy as it is said, with a true minus sign."""
    return f"{value:,.1f}".replace("-", "−")


def two_decimals(value: float) -> str:
    """Return a share or a correlation as it is said, – for none."""
    return f"{value:.2f}".replace("-", "−") if isfinite(value) else "–"


def _energy(value: float, meaning: str) -> Number:
    return Number("Hartree energy ", one_decimal(value), " eV/atom", meaning)


def _what_of(field: ScalarField) -> str:
    if field.unit != DENSITY_UNIT:
        return "mean "
    return "moment " if field.kind == "spin" else ""
