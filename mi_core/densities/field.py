"""A scalar field on a periodic grid, such as an electron density."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from mi_core.densities.fourier import half_coefficients
from mi_core.densities.kinds import KINDS, Kind
from mi_core.errors import InputError
from mi_core.words import find_named

if TYPE_CHECKING:
    from pymatgen.core import Structure

    from mi_core.descriptors.reciprocal.coefficients import Coefficients

LARGEST_STEP_A = 1.5  # a bond would fall between two points
CLOSE_A = 1e-3  # cells and atoms of two files that differ by less are the same
LARGEST_RATIO = 6.0  # of the steps along two axes


@dataclass(frozen=True, slots=True, eq=False)
class ScalarField:
    """Values at the points i/nx, j/ny, k/nz of a cell, which goes on periodically.

    Attributes
    ----------
    kind : str
        Of `kinds.KINDS`.
    title : str
        What it is called.
    structure : pymatgen Structure
        The crystal, with the cell of the grid.
    values : (nx, ny, nz) float64
        In e/Å³ (densities), eV (potentials) or as a pure number.
    remarks : tuple of str
        Sentences about what was left out or looks odd.

    InputError for values that are no finite numbers, and for a grid that does not fit the cell.
    """

    kind: str
    title: str
    structure: Structure
    values: np.ndarray
    remarks: tuple[str, ...] = ()

    def __post_init__(self):
        find_named("Kind of field", self.kind, KINDS)
        object.__setattr__(self, "values", np.ascontiguousarray(self.values, dtype=float))
        check_grid(self.values.shape, self.cell)
        if not np.isfinite(self.values.sum()):
            at = np.argwhere(~np.isfinite(self.values))
            where = f"at the point {tuple(map(int, at[0]))}" if len(at) else "in their sum"
            raise InputError(
                f"The {self.title} is not finite {where} (NaN or infinity); repeat the calculation that wrote it."
            )

    @property
    def what(self) -> Kind:
        """Title, unit and free atoms of its kind."""
        return KINDS[self.kind]

    @property
    def unit(self) -> str:
        """The unit of the values; "" for a pure number."""
        return self.what.unit

    @property
    def shape(self) -> tuple[int, int, int]:
        """Points along a, b and c."""
        nx, ny, nz = self.values.shape
        return nx, ny, nz

    @property
    def cell(self) -> np.ndarray:
        """The vectors a, b, c as rows, (3, 3) in Å."""
        return self.structure.lattice.matrix

    @property
    def integral(self) -> float:
        """The integral over the cell, in the unit times Å³: the number of electrons of a density."""
        return float(self.values.mean() * self.structure.volume)

    def coefficients(self, reach: float, *, sphere: bool = False) -> Coefficients:
        """Return the Fourier coefficients in a cube or a sphere about 0.

        reach : half the side of the cube, or the radius, Å⁻¹. InputError if the grid is too coarse to carry it.
        """
        return half_coefficients(self.values, self.cell, reach, sphere=sphere)

    def with_values(self, values: np.ndarray, **changes) -> ScalarField:
        """Return another field on the same crystal; `changes` are other attributes."""
        return replace(self, values=values, **changes)


def check_grid(shape: tuple[int, ...], cell: np.ndarray) -> None:
    """Raise InputError unless a grid has more than one point along each axis, at steps that fit the cell (3, 3) in Å."""
    if len(shape) != 3 or min(shape) < 2:
        raise InputError(
            f"The grid has {' × '.join(map(str, shape))} points; a field needs at least two along each axis of the cell."
        )
    steps = np.linalg.norm(cell, axis=1) / shape
    shown = ", ".join(f"{step:.3g}" for step in steps)
    if steps.max() > LARGEST_STEP_A or steps.max() > LARGEST_RATIO * steps.min():
        raise InputError(
            f"The grid of {' × '.join(map(str, shape))} points does not fit the cell: its steps are {shown} Å, where "
            f"at most {LARGEST_STEP_A} Å, and {LARGEST_RATIO:g} times the shortest, are usual; check cell and grid."
        )
