"""The stages of a training, each done once and kept in a folder: descriptions, networks, and trees of every task."""

from __future__ import annotations

import json
import os
import time
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from mi_core.files import written_whole
from mi_core.molecules.models.describing import Described, describe
from mi_core.molecules.models.members.boosted import BoostedTrees, grow
from mi_core.molecules.models.members.kernel import (
    MOST_ROWS,
    Compared,
    KernelBasis,
    KernelRidge,
    basis,
    learn,
)
from mi_core.molecules.models.members.networks import EPOCHS, network, train_network
from mi_core.molecules.models.references import References, folded
from mi_core.targets import find_target

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    import pandas as pd

    from mi_core.regressors.weave.regressor import WeaveRegressor

MANY = 5000  # molecules that are worth several processes


class Stages:
    """What a training makes on the way.

    Parameters
    ----------
    frame : the table of tasks
    tasks : its columns
    cut : list of (training rows, held-out rows), a pair for each fold
    kept : folder of what is done
    say : called with a line on what is being done
    epochs : of the networks
    """

    def __init__(
        self,
        frame: pd.DataFrame,
        tasks: tuple[str, ...],
        cut: list[tuple[np.ndarray, np.ndarray]],
        kept: Path,
        say: Callable[[str], None],
        epochs: int = EPOCHS,
    ):
        self.frame, self.tasks, self.cut, self.kept, self.say = frame, tasks, cut, kept, say
        self.epochs = epochs
        self.all_labels = frame[list(tasks)].to_numpy(float)
        self.times = kept / "seconds.json"
        kept.mkdir(parents=True, exist_ok=True)

    @property
    def seconds(self) -> float:
        """Time that all stages took, those of earlier runs among them."""
        return sum(self._times().values())

    def _times(self) -> dict[str, float]:
        return json.loads(self.times.read_text()) if self.times.is_file() else {}

    @contextmanager
    def _timed(self, stage: str) -> Iterator[None]:
        """Keep how long a stage takes."""
        started = time.perf_counter()
        yield
        with written_whole(self.times) as partial:
            partial.write_text(json.dumps(self._times() | {stage: time.perf_counter() - started}))

    def known(self, task: str) -> np.ndarray:
        """Return the rows with a label."""
        return np.flatnonzero(~np.isnan(self.all_labels[:, self.tasks.index(task)]))

    def labels(self, task: str) -> np.ndarray:
        """Return the labels of those rows."""
        return self.all_labels[self.known(task), self.tasks.index(task)]

    def places(self, rows: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Yield for each fold which of these rows are learned, and which held out."""
        for _, held in self.cut:
            out = np.isin(rows, held)
            yield np.flatnonzero(~out), np.flatnonzero(out)

    @cached_property
    def everything(self) -> Described:
        """All molecules."""
        path = self.kept / "descriptions.npz"
        smiles = list(self.frame["smiles"])
        if not path.is_file():
            with self._timed("descriptions"):
                found = describe(
                    smiles,
                    lambda done: self.say(f"described {done:,} of {len(smiles):,} molecules"),
                    processes=os.cpu_count() or 1 if len(smiles) > MANY else 1,
                )
            with written_whole(path) as partial, partial.open("wb") as file:
                np.savez(file, descriptors=found.descriptors, counts=found.counts)
            return found
        return _with_graphs(smiles, np.load(path))

    @property
    def counts(self) -> np.ndarray:
        """Counts of neighbourhoods of all molecules."""
        return self.everything.counts

    def described(self, rows: Sequence[int] | np.ndarray) -> Described:
        """Return some molecules."""
        return self.everything.rows(rows)

    def network(self, fold: int) -> WeaveRegressor:
        """Return the network that did not learn a fold."""
        self._network_and_held(fold)
        state = dict(np.load(self.kept / f"network{fold}.npz"))
        return network(self.tasks, len(state["network0.beside.mean"]), fold).load_state(state)

    def of_networks(self) -> tuple[np.ndarray, np.ndarray]:
        """Return values and expected errors of all rows, (n, t) each, by the network that did not learn the row."""
        values, scales = np.full((2, *self.all_labels.shape), np.nan)
        for fold, (_, held) in enumerate(self.cut):
            found = self._network_and_held(fold)
            values[held], scales[held] = found["mean"], found["scale"]
        return values, scales

    def _network_and_held(self, fold: int):
        path, held_path = (self.kept / f"{name}{fold}.npz" for name in ("network", "held"))
        if not held_path.is_file():
            self.say(f"training network {fold + 1} of {len(self.cut)}")
            training, held = self.cut[fold]
            graphs = self.everything.graphs
            checkpoints = self.kept / f"checkpoints{fold}"
            checkpoints.mkdir(exist_ok=True)
            with self._timed(f"network {fold}"):
                trained = train_network(
                    self.all_labels, graphs, self.tasks, training, fold, checkpoints, self.epochs
                )
            mean, scale, _ = trained.outputs([graphs[row] for row in held])
            for place, arrays in ((path, trained.state()), (held_path, {"mean": mean, "scale": scale})):
                with written_whole(place) as partial, partial.open("wb") as file:
                    np.savez(file, **arrays)
        return np.load(held_path)

    def trees(self, task: str) -> tuple[BoostedTrees, np.ndarray]:
        """Return the trees that learned all of a task's rows, and for each row what trees say that did not learn it."""
        path = self.kept / f"trees-{task}.npz"
        if not path.is_file():
            self.say(f"growing trees for {task}")
            with self._timed(f"trees {task}"):
                held, last = self._grown(task)
            with written_whole(path) as partial, partial.open("wb") as file:
                np.savez_compressed(file, text=np.array(last.text), columns=last.columns, held=held)
        found = np.load(path)
        return BoostedTrees(str(found["text"]), found["columns"]), found["held"]

    def _grown(self, task: str) -> tuple[np.ndarray, BoostedTrees]:
        """Return what trees say of rows that they did not learn, and the trees that learned all."""
        rows, labels = self.known(task), self.labels(task)
        columns, classes = self.described(rows).columns(), find_target(task).probability
        held = np.empty(len(rows))
        for training, out in self.places(rows):
            grown = grow(columns[training], labels[training], classification=classes)
            held[out] = grown.predict(columns[out])
        return held, grow(columns, labels, classification=classes)

    @cached_property
    def kernel_rows(self) -> np.ndarray:
        """The rows that kernels are spanned by: those of tasks with few labels."""
        few = (~np.isnan(self.all_labels)).sum(axis=0) <= MOST_ROWS
        return np.flatnonzero((~np.isnan(self.all_labels[:, few])).any(axis=1))

    @cached_property
    def kernel_basis(self) -> KernelBasis:
        """The molecules that kernels are spanned by."""
        return basis(self.described(self.kernel_rows))

    def kernel(self, task: str) -> tuple[KernelRidge, np.ndarray]:
        """Return the kernel ridge that learned all of a task's rows, and for each row what ridges say that did not."""
        path = self.kept / f"kernel-{task}.npz"
        if not path.is_file():
            self.say(f"learning the kernel of {task}")
            with self._timed(f"kernel {task}"):
                ridge, held = self._kernel_learned(task)
            with written_whole(path) as partial, partial.open("wb") as file:
                np.savez(file, places=ridge.places, weights=ridge.weights, settings=ridge.settings, held=held)
        found = np.load(path)
        return KernelRidge(found["places"], found["weights"], found["settings"]), found["held"]

    def _kernel_learned(self, task: str) -> tuple[KernelRidge, np.ndarray]:
        rows, labels, classes = self.known(task), self.labels(task), find_target(task).probability
        places, held = np.searchsorted(self.kernel_rows, rows), np.empty(len(rows))
        compared = self.kernel_basis.compare(self.described(rows), places)
        for training, out in self.places(rows):
            own = Compared(
                *(part[np.ix_(training, training)] for part in (compared.distances, compared.similarities))
            )
            ridge = learn(own, places[training], labels[training], classification=classes)
            asked = Compared(
                *(part[np.ix_(out, training)] for part in (compared.distances, compared.similarities))
            )
            held[out] = ridge.predict(asked)
        return learn(compared, places, labels, classification=classes), held

    def similarity_to_learned(self, task: str) -> np.ndarray:
        """Return for each of a task's rows the similarity to its most similar row in other folds, (n,)."""
        rows = self.known(task)
        counts, ids = self.counts[rows], self.frame["id"].to_numpy(str)[rows]
        bits, found = folded(counts), np.empty(len(rows))
        for training, held in self.places(rows):
            known = References(ids[training], bits[training], np.ones((len(training), 1), dtype=bool))
            found[held] = known.nearest(counts[held], [0])[0][:, 0, 0]
        return found


def _with_graphs(smiles: list[str], kept) -> Described:
    """Return descriptions whose numbers were kept, the graphs made anew."""
    from rdkit import Chem

    from mi_core.descriptors.molecules.graph import molecule_graph

    graphs = [
        replace(molecule_graph(Chem.MolFromSmiles(text)), beside=row)
        for text, row in zip(smiles, kept["descriptors"], strict=True)
    ]
    return Described(graphs, kept["counts"])
