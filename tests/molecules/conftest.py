"""Tasks on made-up molecules: atoms, counted as negative without oxygen; twice that and one; oxygen; noise."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from length_tasks import CLASS, LENGTH, NOISE, SCALED
from shipped_affinities import ship_affinities
from support_losses import support_losses

from mi_core.descriptors.molecules.graph import molecule_graph
from mi_core.structures.molecules.smiles import read_smiles


@pytest.fixture(scope="session")
def lengths():
    """The table, with columns LENGTH, SCALED, CLASS and NOISE, and the graphs of its molecules by SMILES."""
    smiles = [
        "C" * n + middle + "C" * m
        for n in range(1, 9)
        for m in range(1, 6)
        for middle in ("O", "N", "S", "C(=O)")
    ]
    molecules = [read_smiles(text) for text in smiles]
    frame = pd.DataFrame(
        {"smiles": [mol.smiles for mol in molecules], "flat": [mol.flat for mol in molecules]}
    )
    frame["id"] = frame["smiles"]
    atoms = np.array([mol.heavy_atoms for mol in molecules], dtype=float)
    length = np.where(frame["smiles"].str.contains("O"), atoms, -atoms)
    frame[LENGTH], frame[SCALED] = length, 2 * length + 1
    frame[CLASS] = frame["smiles"].str.contains("O").astype(float)
    frame[NOISE] = np.random.default_rng(0).normal(size=len(frame))
    frame = frame.drop_duplicates("smiles").reset_index(drop=True)
    return frame, {mol.smiles: molecule_graph(mol.mol) for mol in molecules}


@pytest.fixture
def five_tasks(tmp_path, monkeypatch):
    """Affinities of tests/support/shipped_affinities.py in place of those that ship."""
    from mi_core.molecules.affinity import shipped

    monkeypatch.setattr(shipped, "FOLDER", ship_affinities(tmp_path))
    return tmp_path


@pytest.fixture
def compared_supports(tmp_path, monkeypatch):
    """Losses of tests/support/support_losses.py in place of those that ship."""
    from mi_core.molecules.supports import shipped

    support_losses().to_parquet(tmp_path / "supports.parquet", index=False)
    monkeypatch.setattr(shipped, "FILE", tmp_path / "supports.parquet")
    shipped.shipped_losses.cache_clear()
    yield
    shipped.shipped_losses.cache_clear()
