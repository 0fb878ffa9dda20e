"""Speed of the crystal graph network: CIF text → prediction per crystal, and training, beside the published form.

Needs MI_DATA_DIR (castelli_perovskites). Graphs are cached for training on both sides; one run measures both, in turns.
"""

from __future__ import annotations

import time
import warnings
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

import numpy as np
import torch
from padded_cgcnn import PaddedCGCNN
from record import median_seconds, save

from mi_core.datasets.loading import load_dataset
from mi_core.descriptors.graph import crystal_graph, nearest_shells
from mi_core.prediction.predict import predict
from mi_core.regressors.cgcnn import CGCNNRegressor, collate_graphs
from mi_core.regressors.neural import masked_loss
from mi_core.structures.formats import cif
from mi_core.structures.limits import Limits

if TYPE_CHECKING:
    import pandas as pd

N_PREDICT, N_TRAIN, BATCH, REPEATS = 1000, 4096, 256, 5
#: The original program on castelli_perovskites, graphs cached, measured on a 2-core machine.
PUBLISHED_PER_S = 2300


def main() -> None:
    """Measure both and save the result."""
    warnings.filterwarnings("ignore")
    table = load_dataset("castelli_perovskites").frame.sample(N_TRAIN, random_state=0)
    materials = read(table)
    save(
        "cgcnn_speed",
        {**prediction_speed(table.head(N_PREDICT)), **training_speed([m.structure for m in materials])},
    )


def read(table: pd.DataFrame) -> list:
    """Return the checked crystals of the table, as the product reads them."""
    return [
        next(iter(cif.rows(text, i, i, Limits()))) for i, text in zip(table["id"], table["cif"], strict=True)
    ]


def prediction_speed(table: pd.DataFrame) -> dict:
    """Milliseconds per crystal of the whole path and of its parts, in one process and one thread."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    materials = read(table)
    ms = 1e3 / len(table)
    numbers = {
        "cif_to_prediction_ms": ms * median_seconds(lambda: predict(read(table), ["e_form_ev_per_cell"])),
        "of_which_reading_ms": ms * median_seconds(lambda: read(table)),
        "of_which_graph_ms": ms * median_seconds(lambda: [crystal_graph(m.structure) for m in materials]),
    }
    torch.set_num_threads(threads)
    return numbers


def training_speed(structures: list) -> dict:
    """Structures per second in training, ours and the published form, at the original's sizes."""
    ours, theirs = our_epoch(structures), padded_epoch(structures)
    ours(), theirs()
    times = [(timed(ours), timed(theirs)) for _ in range(REPEATS)]
    our_rate, their_rate = (len(structures) / median(column) for column in zip(*times, strict=True))
    return {
        "threads": torch.get_num_threads(),
        "training_structures_per_s": our_rate,
        "padded_form_structures_per_s": their_rate,
        "ratio_to_padded_form_same_run": median(b / a for a, b in times),
        "ratio_to_published_2300_per_s": our_rate / PUBLISHED_PER_S,
    }


def timed(run) -> float:
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


def our_epoch(structures):
    """Return a function that trains one epoch of the product's network."""
    graphs = [crystal_graph(s) for s in structures]
    sizes = {"atom_features": 64, "edge_features": 41, "n_convolutions": 3, "head_features": 128}
    network = CGCNNRegressor(**sizes, update_edges=False).build_network(1)
    optimiser = torch.optim.AdamW(network.parameters())
    target, importance = torch.randn(len(graphs), 1), torch.ones(1)

    def epoch() -> None:
        for rows in np.array_split(np.random.default_rng(0).permutation(len(graphs)), len(graphs) // BATCH):
            mean, log_scale, _ = network(collate_graphs([graphs[i] for i in rows]))
            loss, _ = masked_loss(mean, log_scale, target[rows], importance)
            step(optimiser, loss)

    return epoch


def padded_epoch(structures):
    """Return a function that trains one epoch of the published form."""
    rows_of_12 = [twelve_neighbours(s) for s in structures]
    centres = torch.linspace(0, 8, 41)
    network = PaddedCGCNN()
    optimiser = torch.optim.SGD(network.parameters(), lr=1e-3, momentum=0.9)
    target = torch.randn(len(structures))

    def epoch() -> None:
        for rows in np.array_split(
            np.random.default_rng(0).permutation(len(structures)), len(structures) // BATCH
        ):
            parts = [rows_of_12[i] for i in rows]
            counts = [len(elements) for elements, _, _ in parts]
            shift = np.cumsum([0, *counts[:-1]])
            elements = torch.cat([p[0] for p in parts])
            neighbours = torch.cat([p[1] + int(s) for p, s in zip(parts, shift, strict=True)])
            distance = torch.cat([p[2] for p in parts])
            edges = torch.exp(-(((distance[..., None] - centres) / 0.2) ** 2))
            crystal = torch.from_numpy(np.repeat(np.arange(len(rows)), counts))
            predicted = network(elements, edges, neighbours, crystal, len(rows))
            step(optimiser, nn_mse(predicted, target[rows]))

    return epoch


def twelve_neighbours(structure):
    """Return one-hot elements (n, 92), neighbours (n, 12) and distances (n, 12), shells cut at the 12th."""
    centre, neighbour, distance = nearest_shells(structure.lattice.matrix, structure.cart_coords)
    first = np.append(np.flatnonzero(np.diff(centre, prepend=-1)), len(centre))
    kept = np.concatenate(
        [np.arange(a, b)[np.argsort(distance[a:b], kind="stable")[:12]] for a, b in pairwise(first)]
    )
    elements = nn_one_hot(torch.tensor(structure.atomic_numbers).clamp(max=91), 92).float()
    shape = (len(structure), 12)
    return (
        elements,
        torch.from_numpy(neighbour[kept].reshape(shape)),
        torch.from_numpy(distance[kept].reshape(shape)).float(),
    )


def step(optimiser, loss) -> None:
    optimiser.zero_grad(set_to_none=True)
    loss.backward()
    optimiser.step()


nn_mse, nn_one_hot = torch.nn.functional.mse_loss, torch.nn.functional.one_hot

if __name__ == "__main__":
    main()
