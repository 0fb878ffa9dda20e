"""Graphs of molecules, made when they are first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mi_core.descriptors.molecules.graph import MoleculeGraph


class Graphs(dict):
    """SMILES in standard form → graph, kept as long as this lives."""

    def __missing__(self, smiles: str) -> MoleculeGraph:
        """Make a graph and keep it."""
        from rdkit import Chem

        from mi_core.descriptors.molecules.graph import molecule_graph

        self[smiles] = molecule_graph(Chem.MolFromSmiles(smiles))
        return self[smiles]
