"""Fingerprints and their similarity are those of RDKit."""

from __future__ import annotations

import numpy as np
from rdkit.Chem import MolFromSmiles
from rdkit.Chem.rdFingerprintGenerator import GetMorganGenerator
from rdkit.DataStructs import TanimotoSimilarity

from mi_core.descriptors.molecules.fingerprints import BINS, RADIUS, count_similarity, morgan_counts

MOLECULES = [MolFromSmiles(text) for text in ("CCCCCCO", "CCCCCCCCO", "CC(=O)Oc1ccccc1C(=O)O", "[Na+].[Cl-]")]


def test_the_similarity_of_counts_is_that_of_rdkit():
    generator = GetMorganGenerator(radius=RADIUS, fpSize=BINS)
    prints = [generator.GetCountFingerprint(mol) for mol in MOLECULES]
    expected = [[TanimotoSimilarity(one, other) for other in prints] for one in prints]
    counts = np.stack([morgan_counts(mol) for mol in MOLECULES])
    np.testing.assert_allclose(count_similarity(counts, counts), expected, atol=1e-6)
    np.testing.assert_allclose(
        count_similarity(counts[:2].astype(np.float32), counts), expected[:2], atol=1e-6
    )


def test_nothing_is_like_nothing():
    empty = np.zeros((1, BINS), dtype=np.uint8)
    assert count_similarity(empty, empty).tolist() == [[0.0]]
    assert count_similarity(empty[:0], empty).shape == (0, 1)
