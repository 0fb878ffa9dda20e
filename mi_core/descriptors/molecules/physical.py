"""Descriptors of whole molecules, by RDKit: sizes, charges, surfaces by property, counts of rings and groups."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from mi_core.descriptors.stateless import Stateless

if TYPE_CHECKING:
    from collections.abc import Callable

    from rdkit.Chem import Mol

    from mi_core.structures.material import Material

#: Of RDKit's list what is left out: together they take as long as all others, and two of them grow beyond all bounds.
LEFT_OUT = frozenset(
    ("qed", "Ipc", "AvgIpc", "SPS", "MaxAbsEStateIndex", "MaxEStateIndex", "MinAbsEStateIndex", "MinEStateIndex")
)  # fmt: skip


@cache
def physical_descriptors() -> dict[str, Callable[[Mol], float]]:
    """Return name → function of each descriptor, in RDKit's order."""
    from rdkit.Chem import Descriptors

    return {name: function for name, function in Descriptors.descList if name not in LEFT_OUT}


def describe_physically(mol: Mol) -> np.ndarray:
    """Return the descriptors of a molecule, (209,) float32; NaN where one is not defined."""
    values = np.array([function(mol) for function in physical_descriptors().values()], dtype=np.float64)
    values[~np.isfinite(values)] = np.nan
    return values.astype(np.float32)


class PhysicalDescriptors(Stateless):
    """Materials with molecules to their descriptors, (n, 209) float32; 0 where one is not defined."""

    def transform(self, X: list[Material]) -> np.ndarray:
        """Return one row for each material's molecule."""
        rows = [describe_physically(material.inputs["molecule"].mol) for material in X]
        return np.nan_to_num(np.stack(rows), nan=0.0)

    def get_feature_names_out(self, input_features: Any = None) -> np.ndarray:  # noqa: ARG002
        """Return the names of the descriptors."""
        return np.array(list(physical_descriptors()))
