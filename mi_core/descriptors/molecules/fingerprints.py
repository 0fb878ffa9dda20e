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
    from scipy.sparse import csr_array

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


def count_similarity(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return Tanimoto's similarity of counts (n, bins) and (m, bins), Σ min / Σ max, (n, m) float32; 1 for equal ones."""
    return similarity_of_levels(in_levels(one), in_levels(other))


def in_levels(counts: np.ndarray) -> csr_array:
    """Return counts up to 255 (n, bins) as ones, one for each level that the count of a bin reaches, (n, 255 bins) sparse.

    Σ min(x, y) = Σ over levels of [x ≥ level][y ≥ level], and so a product of two such matrices; most counts are 0.
    """
    from scipy.sparse import csr_array

    rows, bins = np.nonzero(counts)
    reached = counts[rows, bins].astype(np.int64)
    ends = np.cumsum(reached)
    levels = np.arange(reached.sum()) - np.repeat(ends - reached, reached)
    columns = np.repeat(bins, reached) + levels * counts.shape[1]
    starts = np.concatenate([[0], ends])[np.searchsorted(rows, np.arange(len(counts) + 1))]
    shape = (len(counts), counts.shape[1] * np.iinfo(np.uint8).max)
    return csr_array((np.ones(len(columns), dtype=np.float32), columns, starts), shape=shape)


def similarity_of_levels(one: csr_array, other: csr_array) -> np.ndarray:
    """Return the same as `count_similarity` of what `in_levels` made of counts."""
    total = one.sum(axis=1, dtype=np.float32)[:, None] + other.sum(axis=1, dtype=np.float32)
    common = (one @ other.T).toarray()
    return common / np.maximum(total - common, 1)


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
