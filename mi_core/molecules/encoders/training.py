"""Training the encoders: a small weave network for each task, on molecules that one hash of its table draws."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np

from mi_core.files import written_whole
from mi_core.molecules.encoders.encoders import UNTRAINED, Encoders, hashed
from mi_core.targets import find_target

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    import pandas as pd

    from mi_core.descriptors.molecules.graph import MoleculeGraph
    from mi_core.regressors.weave.regressor import WeaveRegressor

MOST_ROWS = 4000
EPOCHS = 30
FEWEST_STEPS = 600
WIDTH, PAIR_WIDTH, ENCODING = 32, 16, 32


def train_encoders(
    frame: pd.DataFrame,
    graphs: Mapping[str, MoleculeGraph],
    tasks: Sequence[str],
    *,
    seed: int = 0,
    kept: Path | None = None,
    on_task: Callable[[str], None] = lambda _task: None,
) -> Encoders:
    """Return one trained network for each task, and an untrained one.

    frame : the table of tasks, with smiles and flat; graphs : SMILES → graph. kept : folder of networks that are done.
    """
    networks, learned = {}, {}
    for task in tasks:
        on_task(task)
        part = frame.iloc[learned_rows(frame[task], seed)]
        networks[task] = _trained(part, task, graphs, seed, kept and kept / f"{task}.npz")
        learned[task] = frozenset(map(hashed, part["flat"]))
    networks[UNTRAINED] = untrained(seed)
    return Encoders(networks, learned)


def _trained(
    part: pd.DataFrame, task: str, graphs: Mapping[str, MoleculeGraph], seed: int, kept: Path | None
) -> WeaveRegressor:
    """Return the network of a task, the one that is kept if there is one."""
    network = encoder(classification=find_target(task).probability, seed=seed)
    if kept is not None and kept.is_file():
        return network.load_state(dict(np.load(kept)))
    started = time.perf_counter()
    network.fit([graphs[smiles] for smiles in part["smiles"]], part[task].to_numpy(float))
    if kept is not None:
        with written_whole(kept) as partial, partial.open("wb") as file:
            np.savez(file, seconds=time.perf_counter() - started, **network.state())  # type: ignore[arg-type] # as numpy's stubs have it
    return network


def encoder(*, classification: bool, seed: int = 0, epochs: int = EPOCHS) -> WeaveRegressor:
    """Return an encoder that has not been trained."""
    from mi_core.regressors.weave.regressor import WeaveRegressor

    return WeaveRegressor(
        classes=(0,) if classification else (),
        width=WIDTH,
        pair_width=PAIR_WIDTH,
        encoding=ENCODING,
        epochs=epochs,
        fewest_steps=FEWEST_STEPS,
        batch_size=64,
        seed=seed,
    )


def untrained(seed: int = 0) -> WeaveRegressor:
    """Return a network with the random weights that trainings start from."""
    import torch

    torch.manual_seed(seed)
    network = encoder(classification=False, seed=seed)
    network.target_mean_, network.target_scale_, network.n_targets_ = np.zeros(1), np.ones(1), 1
    network.networks_ = [network.build_network(1).eval()]
    return network


def learned_rows(labels: pd.Series, seed: int = 0, most: int = MOST_ROWS) -> np.ndarray:
    """Return positions of at most so many rows with a label, sorted; of rare classes all, of common ones a sample."""
    values = labels.to_numpy(float)
    order = np.random.default_rng(seed).permutation(len(values))
    known = order[~np.isnan(values[order])]
    if set(np.unique(values[known])) <= {0.0, 1.0}:
        rare = float(np.mean(values[known]) < 0.5)
        known = np.concatenate([known[values[known] == rare], known[values[known] != rare]])
    return np.sort(known[:most])
