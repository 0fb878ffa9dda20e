"""The ways to find affinities, each cut into pieces that are computed apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from mi_core.molecules.affinity.tables import values_of
from mi_core.words import find_named

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pandas as pd

    from mi_core.descriptors.molecules.graph import MoleculeGraph
    from mi_core.molecules.affinity.drawn import Drawn

TRAININGS_OF_A_PIECE = 12
ENCODERS_OF_A_PIECE = 6


class Compute(Protocol):
    """What computes a piece."""

    def __call__(
        self,
        frame: pd.DataFrame,
        graphs: Mapping[str, MoleculeGraph],
        drawn: Mapping[str, Drawn],
        piece: list,
        seed: int,
    ) -> pd.DataFrame:
        """Return a table of losses or of values; frame, graphs, drawn, seed : as in `exact.losses_of`, of all tasks."""


@dataclass(frozen=True)
class Measure:
    """One way to find affinities.

    title : for people; words : what is done, in a sentence; zero : what 0 stands for; file : of the table that it makes;
    cut : names of tasks → pieces; compute : of one piece; joined : what becomes of the table of all pieces; pays : whether
    it tells by how much a loss falls.
    """

    key: str
    title: str
    words: str
    zero: str
    file: str
    cut: Callable[[Sequence[str]], list[list]]
    compute: Compute
    joined: Callable[[pd.DataFrame], pd.DataFrame] = lambda table: table
    pays: bool = True


def _pairs(tasks: Sequence[str]) -> list[list]:
    from mi_core.molecules.affinity.exact import trainings

    return _chunks([list(names) for names in trainings(tasks)], TRAININGS_OF_A_PIECE)


def _chunks(items: list, size: int) -> list[list]:
    return [items[start : start + size] for start in range(0, len(items), size)]


def _exact(frame, graphs, drawn, piece, seed):
    import pandas as pd

    from mi_core.molecules.affinity.exact import losses_of

    found = [losses_of(frame, graphs, {name: drawn[name] for name in names}, seed) for names in piece]
    return pd.concat(found, ignore_index=True)


def _twin(frame, graphs, drawn, piece, seed):
    from mi_core.molecules.affinity.twin import twin_losses

    names, encoders = piece
    return twin_losses(frame, graphs, {name: drawn[name] for name in names}, encoders, seed)


def _encoders(tasks: Sequence[str]) -> list[list]:
    from mi_core.molecules.affinity.twin import UNTRAINED

    return [[list(tasks), encoders] for encoders in _chunks([UNTRAINED, *tasks], ENCODERS_OF_A_PIECE)]


def _joint(frame, graphs, drawn, piece, seed):
    from mi_core.molecules.affinity.joint import joint_values

    return joint_values(frame, graphs, {name: drawn[name] for name in piece}, seed)


def _similarity(frame, graphs, drawn, piece, seed):  # noqa: ARG001 - as every Compute
    from mi_core.molecules.affinity.similarity import similarity_values

    return similarity_values(frame, {name: drawn[name] for name in piece}, seed)


EXACT, TWIN, JOINT, SIMILARITY = "exact", "twin", "joint", "similarity"
#: By key; the first is what the others stand in for.
MEASURES: dict[str, Measure] = {
    measure.key: measure
    for measure in (
        Measure(
            EXACT,
            "Trained in pairs",
            "A network is trained on each task alone, and one on each pair of tasks; the affinity is the share by which the "
            "error of a task on molecules held out falls when the other one is trained with it.",
            "the other task makes no difference",
            "losses.parquet",
            _pairs,
            _exact,
        ),
        Measure(
            TWIN,
            "Frozen encoders",
            "A network is trained on each task alone and frozen; what it makes of molecules is read by ridge regression for "
            "every other task. The affinity is the share by which the error falls against a network that learned nothing.",
            "the encoder reads no better than one that learned nothing",
            "twin.parquet",
            _encoders,
            _twin,
            values_of,
        ),
        Measure(
            JOINT,
            "One joint training",
            "One network is trained on all tasks. From time to time, its shared weights take a step for one task alone, and "
            "the affinity is the share by which the errors of the others fall (TAG; Fifty et al., NeurIPS 2021).",
            "a step for the other task makes no difference",
            "joint.parquet",
            lambda tasks: [list(tasks)],
            _joint,
        ),
        Measure(
            SIMILARITY,
            "Similar molecules",
            "No training: the mean, over the molecules of a task, of the largest Tanimoto similarity to a molecule of the "
            "other one (Morgan fingerprints, radius 2). What any affinity has to beat.",
            "no neighbourhood of an atom in common",
            "similarity.parquet",
            lambda tasks: [list(tasks)],
            _similarity,
            pays=False,
        ),
    )
}


def find_measure(key: str) -> Measure:
    """Return the measure of that key; InputError names the known ones."""
    return find_named("The kind of affinity", key, MEASURES)
