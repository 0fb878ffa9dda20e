"""The words of a report, and what is meant by them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.prediction.words import COVERAGE
from mi_core.voxels.numbers import BETWEEN, COMPOSITION, CORRELATION, EXTINCT, HALVES, HARTREE, SLOPE
from mi_core.voxels.spread import SPREADS_WORDS

if TYPE_CHECKING:
    from mi_core.densities.field import ScalarField

OF_CRYSTALS = {
    "Density of free atoms (promolecule)": "The electron densities of single, neutral atoms, known by their X-ray form "
    "factors, side by side where the crystal has its atoms. There are no bonds in it.",
    "ρ(G)": "Fourier coefficient of the electron density at a vector G of the reciprocal lattice, (1/V) ∫ ρ(r) exp(−iG·r) "
    "dr over the cell of volume V, in e/Å³.",
    "Voxel": "One of 32 × 32 × 32 bins of reciprocal space, with the moduli |ρ(G)| of the reflections in it, in e/Å³. On "
    "the Cartesian cube a reflection is shared among the voxels around it; on the spherical grid bins are of length and "
    "direction. Phases are left out, so that it does not matter where the origin of the cell lies.",
    "|G| ≤ 6.4 Å⁻¹": "How far voxels and sums reach. The density is then resolved to 2π/6.4 ≈ 1 Å: cores are blunt.",
    "V|ρ(G)|²": "Strength of a reflection. It does not depend on which cell of the crystal was chosen.",
    "Hartree energy": f"{HARTREE} {COMPOSITION}",
    "Between atoms": BETWEEN,
}
OF_PREDICTIONS = {
    f"{COVERAGE} interval": f"Holds the true value for {COVERAGE} of the compounds that a model did not learn from, and "
    "promises nothing outside the training domain.",
    "Domain": "Inside, the crystal is like those that the model learned, as it sees them; outside, its value is a guess.",
    "Nearest": "The training compounds that are most like the crystal, as the model sees them, with their true values.",
    "Spread over rotations": SPREADS_WORDS,
}
OF_EXPLANATIONS = {
    "δy/δρ(r)": "What an electron added at r would change of the answer, as the network has it, averaged over 64 "
    "orientations of the crystal. The mean over the cell is left out.",
    "Answer key": "Of the Hartree energy δy/δρ is known: it is the Hartree potential. Of other properties it is not.",
    "Correlation with the answer key": CORRELATION,
    "Slope": SLOPE,
    "Two halves": HALVES,
    "Extinct": EXTINCT,
}
OF_FIELDS = {
    "Averaged over planes": "The mean over each plane of the other two axes, against the height above the plane at 0. The "
    "sum of the means, times the step and the area of a plane, is the integral.",
    "Macroscopic average": "The mean of that over a window, too: with the distance between layers as window, what is left "
    "are steps between materials, or between a slab and the vacuum.",
    "Line": "Between the points of its grid the field is a cubic spline. An atom at the end is that of its images which "
    "is nearest to the start.",
}


def crystal_definitions(*, predicted: bool, explained: bool) -> dict[str, str]:
    """Return word → meaning, for a report with or without predictions and explanations."""
    found = OF_CRYSTALS | (OF_PREDICTIONS if predicted else {})
    return found | OF_EXPLANATIONS if explained else found


def field_definitions(field: ScalarField) -> dict[str, str]:
    """Return word → meaning, for a report of a field."""
    own = {
        field.what.symbol: f"{field.what.title[:1].upper()}{field.what.title[1:]}, {field.unit or 'a pure number'}."
    }
    return own | OF_FIELDS | ({"Hartree energy": HARTREE} if field.what.atoms else {})
