"""How alike the molecules of two tasks are, against RDKit's own similarity."""

from __future__ import annotations

import numpy as np
import pytest
from length_tasks import LENGTH, NOISE, SCALED
from rdkit import Chem, DataStructs
from rdkit.Chem import rdFingerprintGenerator

from mi_core.molecules.affinity.drawn import draw
from mi_core.molecules.affinity.similarity import COMMON, fingerprints, similarity_values, tanimoto
from mi_core.molecules.affinity.tables import VALUES


def test_tanimoto_is_that_of_rdkit():
    smiles = ["CCO", "CCCN", "c1ccccc1O", "CC(=O)Oc1ccccc1C(=O)O"]
    generator = rdFingerprintGenerator.GetMorganGenerator(radius=2, fpSize=2048)
    prints = [generator.GetFingerprint(Chem.MolFromSmiles(text)) for text in smiles]
    expected = [[DataStructs.TanimotoSimilarity(one, other) for other in prints] for one in prints]
    bits = fingerprints(smiles)
    np.testing.assert_allclose(tanimoto(bits, bits), expected, atol=1e-6)


def test_tasks_of_the_same_molecules_are_alike_both_ways_and_others_less(lengths):
    frame, _ = lengths
    ring = frame["smiles"].str.contains("S")
    frame = frame.assign(**{NOISE: frame[NOISE].where(ring), LENGTH: frame[LENGTH].where(~ring)})
    frame[SCALED] = frame[LENGTH]
    values = similarity_values(frame, draw(frame, (LENGTH, SCALED, NOISE)))
    of = values.set_index(["task", "beside"])
    assert list(values) == [*VALUES, COMMON]
    assert of["value"][LENGTH, SCALED] == of["value"][SCALED, LENGTH] == pytest.approx(1)
    assert of[COMMON][LENGTH, SCALED] == 1
    assert of[COMMON][LENGTH, NOISE] == of[COMMON][NOISE, LENGTH] == 0
    assert 0.2 < of["value"][LENGTH, NOISE] < 0.9
