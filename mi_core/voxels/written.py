"""An explanation as files: a table of coefficients, grids for numpy, and cube files."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from mi_core.descriptors.reciprocal.lattice import miller_indices
from mi_core.descriptors.reciprocal.real_space import on_grid
from mi_core.voxels.explained import EV_PER_ELECTRON

if TYPE_CHECKING:
    from pymatgen.core import Structure

    from mi_core.descriptors.reciprocal.coefficients import Coefficients
    from mi_core.voxels.explained import Explanation


def explanation_table(explanation: Explanation, structure: Structure) -> pd.DataFrame:
    """Return the coefficients of an explanation by |G|, of each pair G, -G one.

    Columns: h, k, l; g_per_angstrom; gradient, ∂y/∂|ρ(G)|; real and imaginary part of the derivative and, where there is a
    key, of the Hartree potential.
    """
    derivative, potential = explanation.derivative, explanation.potential
    index = miller_indices(derivative.g, structure.lattice.matrix)
    columns = {
        **dict(zip("hkl", index.T, strict=True)),
        "g_per_angstrom": derivative.norms(),
        "gradient": explanation.gradient,
        **_parts(derivative, "derivative"),
    }
    if potential is not None:
        columns |= _parts(potential, "hartree_ev")
    return pd.DataFrame(columns).sort_values("g_per_angstrom", kind="stable").reset_index(drop=True)


def _parts(field: Coefficients, name: str) -> dict[str, np.ndarray]:
    values = np.asarray(field.values)
    return {f"re_{name}": values.real, f"im_{name}": values.imag}


def field_values(coefficients: Coefficients, structure: Structure, spacing: float) -> np.ndarray:
    """Return a field on a grid of the cell, (n_a, n_b, n_c), without its mean, which is no part of an explanation."""
    return on_grid(replace(coefficients, mean=0.0), structure.lattice.matrix, spacing)


def npz_bytes(explanation: Explanation, structure: Structure, spacing: float) -> bytes:
    """Return the fields as a file of numpy: `derivative` in `unit`, `hartree` in eV where there is a key, `cell` in Å."""
    arrays: dict[str, Any] = {
        "derivative": field_values(explanation.derivative, structure, spacing),
        "cell": structure.lattice.matrix,
        "unit": explanation.unit,
    }
    if explanation.potential is not None:
        arrays["hartree"] = field_values(explanation.potential, structure, spacing)
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)
    return file.getvalue()


def cube_bytes(explanation: Explanation, structure: Structure, spacing: float, title: str) -> bytes:
    """Return the derivative as a cube file, in eV where it is energy per electron."""
    from mi_core.densities.field import ScalarField
    from mi_core.densities.writing import cube_file

    kind = "potential" if explanation.unit == EV_PER_ELECTRON else "unknown"
    values = field_values(explanation.derivative, structure, spacing)
    return cube_file(ScalarField(kind, title, structure, values))
