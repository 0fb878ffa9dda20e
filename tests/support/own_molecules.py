"""Small molecules, tables of them, and encoders that know what the test says they know, without a network."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np

from mi_core.molecules.encoders.encoders import UNTRAINED, Encoders
from mi_core.molecules.transfer.own_task import OwnTask
from mi_core.structures.molecules.smiles import read_smiles

MIDDLES = ("O", "N", "S", "C(=O)", "C#C")


def made_molecules(count: int = 60):
    """That many different molecules, in an order that says nothing."""
    texts = ["C" * n + middle + "C" * m for n in range(1, 8) for m in range(n, 8) for middle in MIDDLES]
    found = list({molecule.smiles: molecule for molecule in map(read_smiles, texts)}.values())
    order = np.random.default_rng(0).permutation(len(found))[:count]
    return [found[place] for place in order]


def hidden(atoms: np.ndarray, salt: str = "") -> float:
    """A number of the graph that no descriptor knows, about normal."""
    digest = hashlib.sha256(np.ascontiguousarray(atoms).tobytes() + salt.encode()).digest()
    return float(np.frombuffer(digest[:24], dtype=np.uint16).mean() / 65535 - 0.5) * 12


def hidden_of(molecules) -> np.ndarray:
    from mi_core.descriptors.molecules.graph import molecule_graph

    return np.array([hidden(molecule_graph(molecule.mol).atoms) for molecule in molecules])


@dataclass
class StubNetwork:
    """Answers with the hidden number, or with others; its representation holds it beside noise."""

    knows: bool
    salt: str = "noise"
    width: int = 6

    def outputs(self, graphs):
        noise = np.array([[hidden(g.atoms, f"{self.salt}{k}") for k in range(self.width)] for g in graphs])
        value = np.array([hidden(g.atoms) for g in graphs]) if self.knows else noise[:, 0]
        found = noise.copy()
        found[:, 0] = value
        return value[:, None], np.ones((len(graphs), 1)), found


def stub_encoders(learned=None) -> Encoders:
    """An encoder of solubility that knows the hidden number, four others that know nothing, and the untrained one."""
    names = ("esol_log_s", "freesolv_kcal_per_mol", "melting_point_c", "bbbp", "bace_pic50")
    networks = {name: StubNetwork(name == "esol_log_s", salt=name) for name in names}
    networks[UNTRAINED] = StubNetwork(knows=False, salt=UNTRAINED)
    return Encoders(networks, learned or {})


def task_of(labels: np.ndarray, molecules=None, classes: tuple[str, ...] = ()) -> OwnTask:
    molecules = molecules or made_molecules(len(labels))
    ids = tuple(f"m{place}" for place in range(len(labels)))
    rows = tuple((row_id, place) for place, row_id in enumerate(ids))
    return OwnTask("mine", ids, tuple(molecules), np.asarray(labels, float), classes, rows)
