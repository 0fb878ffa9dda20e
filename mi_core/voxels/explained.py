"""Where in the cell a network's answer comes from: its functional derivative by the density, and an answer key.

The network answers from moduli |ρ(G)|, in many orientations of the crystal. Its gradient, averaged over these, gives
δy/δρ(r) (`descriptors.reciprocal.derivative`). That of an energy per atom, times the atoms of the cell, is what an electron
that is added at r costs, in eV, whichever cell was chosen. For a model of the Hartree energy it should be the Hartree
potential, so that here, as hardly ever, an explanation can be marked.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from mi_core.descriptors.reciprocal.coefficients import promolecule
from mi_core.descriptors.reciprocal.cube import G_MAX, Cube
from mi_core.descriptors.reciprocal.derivative import correlation, functional_derivative, slope
from mi_core.descriptors.reciprocal.fields import find_field
from mi_core.descriptors.reciprocal.hartree import hartree_potential
from mi_core.descriptors.reciprocal.real_space import smeared
from mi_core.structures.ordered import ordered_crystal
from mi_core.voxels.models import HARTREE, field_of

if TYPE_CHECKING:
    from pymatgen.core import Structure

    from mi_core.descriptors.reciprocal.coefficients import Coefficients
    from mi_core.descriptors.reciprocal.points import ReciprocalPoints
    from mi_core.pretrained.model import TrainedModel
    from mi_core.regressors.voxels.network import VoxelRegressor
    from mi_core.structures.material import Material
    from mi_core.voxels.models import Answer

ORIENTATIONS = 64
EV_PER_ELECTRON = "eV/e"
PER_DENSITY = " per e/atom"  # behind the unit of a target that is no energy
CASTELLI_ATOMS = 5  # of the cell that energies in eV/cell are of
#: Of a network of Hartree energies that learned densities of free atoms alone, as models of other energies must, median over
#: 50 held-out cells of castelli_perovskites: correlation with the key, and that of both smeared by 0.4 Å (2,000 rows).
OF_FREE_ATOMS_ALONE = (0.42, 0.70)
REACH = float(Cube().reach * np.sqrt(3))  # Å⁻¹, of the points that networks read


@dataclass(frozen=True, slots=True)
class Reading:
    """What a model on voxels reads of one crystal, and the crystal's density.

    Attributes
    ----------
    regressor : VoxelRegressor
    points : ReciprocalPoints
    structure : pymatgen Structure
    field : str
        Of `descriptors.reciprocal.fields.FIELDS`, whose density it is.
    density : Coefficients
        At the same vectors as the points, but G = 0.
    per_electron : float
        By which a derivative of the answer by the density of the cell is multiplied, so that it does not depend on the cell.
    unit : str
        Of that product.
    """

    regressor: VoxelRegressor
    points: ReciprocalPoints
    structure: Structure
    field: str
    density: Coefficients
    per_electron: float
    unit: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """The derivative of an answer by the density, and what there is to judge it by.

    Attributes
    ----------
    derivative : Coefficients
        Of δy/δρ(r), in `unit`.
    potential : Coefficients or None
        Of the Hartree potential up to |G| = 6.4 Å⁻¹, eV, where it is the answer key.
    answers : (k,) float64
        One for each orientation, in the unit of the target.
    halves : float
        Correlation over the cell of the derivatives of both halves of the orientations.
    extinct : int
        Vectors, mates and G = 0 not counted, that the crystal extinguishes, and at which there is no derivative.
    gradient : (n,) float64
        ∂y/∂|ρ(G)| at all vectors but G = 0, in the unit of the target per e/Å³.
    unit : str
    """

    derivative: Coefficients
    potential: Coefficients | None
    answers: np.ndarray
    halves: float
    extinct: int
    gradient: np.ndarray
    unit: str

    @property
    def unit_of_changes(self) -> str:
        """Of what the answer for the whole cell changes by: eV for energies, else that of the target times atoms."""
        if self.unit == EV_PER_ELECTRON:
            return "eV"
        return self.unit.removesuffix(PER_DENSITY.strip()).rstrip().removesuffix("/atom")

    def correlation(self, sigma: float = 0.0) -> float:
        """Return that of derivative and answer key over the cell, both smeared by sigma, Å; NaN without a key."""
        if self.potential is None:
            return float("nan")
        return correlation(smeared(self.derivative, sigma), smeared(self.potential, sigma))

    def slope(self, sigma: float = 0.0) -> float:
        """Return that of the derivative against the answer key over the cell; NaN without a key."""
        if self.potential is None:
            return float("nan")
        return slope(smeared(self.derivative, sigma), smeared(self.potential, sigma))


def reading(trained: TrainedModel, answer: Answer, material: Material) -> Reading:
    """Return what a model reads of a crystal; InputError for a material that it cannot read."""
    structure = ordered_crystal(material)
    (points,) = trained.pipeline[:-1].transform([material])
    field = field_of(trained.card)
    density = promolecule(structure, REACH, sphere=True, factor=find_field(field).factor)
    per_electron, unit = _scaling(trained.card.targets[answer.target]["unit"], len(structure))
    return Reading(trained.pipeline[-1], points, structure, field, density, per_electron, unit)


def explain(read: Reading, answer: Answer, orientations: int = ORIENTATIONS) -> Explanation:
    """Return the derivative of a model's answer by a crystal's density, averaged over an even number of orientations."""
    from mi_core.regressors.voxels.gradient import modulus_gradient

    rotations = read.regressor.orientations(orientations)
    halves = [
        modulus_gradient(read.regressor, read.points, half, answer.column) for half in np.split(rotations, 2)
    ]
    gradients = [half.moduli[:, 0] for half in halves]
    fields = [functional_derivative(read.density, read.per_electron * each) for each in gradients]
    return Explanation(
        derivative=functional_derivative(read.density, read.per_electron * np.mean(gradients, axis=0)),
        potential=answer_key(read.density) if answer.target == HARTREE else None,
        answers=np.concatenate([half.answers for half in halves]),
        halves=correlation(*fields),
        extinct=int(read.density.extinct().sum()),
        gradient=np.mean(gradients, axis=0)[1:],
        unit=read.unit,
    )


def answer_key(density: Coefficients) -> Coefficients:
    """Return the Hartree potential of a density, eV, of the coefficients up to 6.4 Å⁻¹ that its energy is summed of."""
    potential = replace(density, values=hartree_potential(density), mean=0.0)
    return potential.where(density.norms() <= G_MAX)


def _scaling(unit: str, atoms: int) -> tuple[float, str]:
    """Return the factor and the unit of the derivative of a target, which is of a crystal of any size."""
    if unit == "eV/atom":
        return float(atoms), EV_PER_ELECTRON
    if unit == "eV/cell":
        return atoms / CASTELLI_ATOMS, EV_PER_ELECTRON
    return float(atoms), f"{unit}{PER_DENSITY}".lstrip()
