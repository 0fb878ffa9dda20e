"""Morgan fingerprints: how often each neighbourhood of an atom occurs, hashed into so many bins.

D. Rogers, M. Hahn, J. Chem. Inf. Model. 50, 742 (2010).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from mi_core.descriptors.stateless import Stateless

if TYPE_CHECKING:
    from rdkit.Chem import Mol

    from mi_core.structures.material import Material

RADIUS = 2
BINS = 2048


@cache
def _generator(radius: int, bins: int):
    from rdkit.Chem import rdFingerprintGenerator

    return rdFingerprintGenerator.GetMorganGenerator(radius=radius, fpSize=bins)


def morgan_counts(mol: Mol, radius: int = RADIUS, bins: int = BINS) -> np.ndarray:
    """Return the counts of a molecule's neighbourhoods, (bins,) uint8."""
    return _generator(radius, bins).GetCountFingerprintAsNumPy(mol).clip(0, 255).astype(np.uint8)


def neighbourhoods(mol: Mol, radius: int = RADIUS, bins: int = BINS) -> list[tuple[int, frozenset[int]]]:
    """Return bin and atoms of each neighbourhood that `morgan_counts` counts."""
    from rdkit import Chem
    from rdkit.Chem import rdFingerprintGenerator

    noted = rdFingerprintGenerator.AdditionalOutput()
    noted.AllocateBitInfoMap()
    _generator(radius, bins).GetCountFingerprint(mol, additionalOutput=noted)
    apart = Chem.GetDistanceMatrix(mol)
    return [
        (place, frozenset(np.flatnonzero(apart[atom] <= bonds).tolist()))
        for place, centres in noted.GetBitInfoMap().items()
        for atom, bonds in centres
    ]


@dataclass(kw_only=True, eq=False, repr=False)
class MorganFingerprints(Stateless):
    """Materials with molecules to counts of neighbourhoods, (n, bins) float32."""

    radius: int = RADIUS
    bins: int = BINS

    def transform(self, X: list[Material]) -> np.ndarray:
        """Return one row for each material's molecule."""
        return np.stack([morgan_counts(m.inputs["molecule"].mol, self.radius, self.bins) for m in X]).astype(
            np.float32
        )

    def get_feature_names_out(self, input_features: Any = None) -> np.ndarray:  # noqa: ARG002
        """Return a name for each bin."""
        return np.array([f"morgan_{number}" for number in range(self.bins)])
