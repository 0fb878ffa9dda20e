"""The null hypothesis of affinities: how alike the molecules of two tasks are, whatever was measured on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from mi_core.molecules.affinity.tables import VALUES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mi_core.molecules.affinity.drawn import Drawn

COMMON = "common"


def similarity_values(frame: pd.DataFrame, drawn: Mapping[str, Drawn], seed: int = 0) -> pd.DataFrame:
    """Return for each pair of tasks VALUES, and COMMON, the share of the learned molecules of `task` that `beside` has, too.

    value : mean over the learned molecules of `task` of the largest Tanimoto similarity to one of `beside`, 0 to 1,
    by Morgan fingerprints of radius 2, in which a neighbourhood occurs or not.
    """
    rows = np.unique(np.concatenate([part.learned for part in drawn.values()]))
    bits = fingerprints(frame["smiles"].to_numpy()[rows])
    flat = frame["flat"].to_numpy()
    places = {task: np.searchsorted(rows, part.learned) for task, part in drawn.items()}
    known: dict[tuple[bytes, bytes], float] = {}
    found = []
    for task, part in drawn.items():
        for beside, other in drawn.items():
            if task == beside:
                continue
            pair = (places[task].tobytes(), places[beside].tobytes())
            if pair not in known:
                known[pair] = float(tanimoto(bits[places[task]], bits[places[beside]]).max(axis=1).mean())
            common = np.isin(flat[part.learned], flat[other.learned]).mean()
            found.append([seed, task, beside, known[pair], float(common)])
    return pd.DataFrame(found, columns=[*VALUES, COMMON])


def fingerprints(smiles: Sequence[str]) -> np.ndarray:
    """Return which neighbourhoods occur in molecules, (n, bins) float32 of 0 and 1."""
    from rdkit import Chem

    from mi_core.descriptors.molecules.fingerprints import morgan_counts

    return np.stack([morgan_counts(Chem.MolFromSmiles(text)) > 0 for text in smiles]).astype(np.float32)


def tanimoto(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return the Tanimoto similarity (n, m) of fingerprints (n, bins) and (m, bins): bits of both over bits of either."""
    both = one @ other.T
    return both / np.maximum(one.sum(axis=1)[:, None] + other.sum(axis=1) - both, 1)
