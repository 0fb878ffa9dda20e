"""The model of all tasks: molecules in; values, intervals and whether anything alike was measured, out."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

from mi_core.molecules.models.blend import log_odds
from mi_core.molecules.models.describing import describe
from mi_core.pretrained.model import at_least
from mi_core.targets import find_target

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from mi_core.evaluation.conformal import ConformalIntervals
    from mi_core.molecules.models.bands import ProbabilityBands
    from mi_core.molecules.models.describing import Described
    from mi_core.molecules.models.members.boosted import BoostedTrees
    from mi_core.molecules.models.members.kernel import Compared, KernelBasis, KernelRidge
    from mi_core.molecules.models.members.networks import FoldNetworks
    from mi_core.molecules.models.references import References
    from mi_core.pretrained.card import ModelCard

AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Answers:
    """What the model says of n molecules and t tasks, (n, t) each, in the tasks' units.

    similarity, nearest : (n, t, k), Tanimoto similarities to the k most similar molecules that were measured, and their rows
    in the model's references, -1 where there are fewer. in_domain : at least as similar as most held-out
    ones, and no greater error expected than for most of them.
    """

    value: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    in_domain: np.ndarray
    similarity: np.ndarray
    nearest: np.ndarray


def joined_answers(parts: Sequence[Answers]) -> Answers:
    """Return the answers for several lots of molecules as one."""
    arrays = [[getattr(part, field.name) for part in parts] for field in fields(Answers)]
    value, lower, upper, in_domain, similarity, nearest = map(np.concatenate, arrays)
    return Answers(value, lower, upper, in_domain, similarity, nearest)


@dataclass(frozen=True, slots=True)
class TaskModel:
    """What answers for one task.

    weights : of the networks, of the trees, and of the kernel if there is one; edges : similarities between groups within
    which intervals are calibrated, falling; least_similar : that 95 % of held-out molecules reach.
    """

    weights: np.ndarray
    trees: BoostedTrees
    kernel: KernelRidge | None
    intervals: ConformalIntervals | None
    bands: ProbabilityBands | None
    edges: tuple[float, ...]
    least_similar: float

    def joined(
        self, of_networks: np.ndarray, columns: np.ndarray, compared: Compared | None = None
    ) -> np.ndarray:
        """Return values, of classes log odds, (n,).

        compared : with the places of the task's kernel, if it has one.
        """
        members = [of_networks, self.trees.predict(columns)]
        if self.bands is not None:
            members = [log_odds(member) for member in members]
        if self.kernel is not None:
            assert compared is not None
            members.append(self.kernel.predict(compared))
        return self.weights @ np.stack(members)


@dataclass(frozen=True, slots=True)
class TasksModel:
    """The members, calibrated, the molecules that kernels are spanned by, and those that were measured."""

    card: ModelCard
    networks: FoldNetworks
    of_task: Mapping[str, TaskModel]
    basis: KernelBasis
    references: References

    @property
    def tasks(self) -> tuple[str, ...]:
        """The tasks that are answered."""
        return self.networks.tasks

    def answers(
        self,
        smiles: Sequence[str],
        tasks: Sequence[str] | None = None,
        on_done: Callable[[int], None] = lambda _n: None,
    ) -> Answers:
        """Answer for molecules in standard form, for these tasks, all by default.

        on_done : called with how many molecules are done.
        """
        wanted = self.tasks if tasks is None else tuple(tasks)
        parts = []
        for start in range(0, max(len(smiles), 1), AT_ONCE):
            part = smiles[start : start + AT_ONCE]
            parts.append(self.of_described(describe(part), wanted))
            on_done(start + len(part))
        return joined_answers(parts)

    def of_described(self, described: Described, tasks: Sequence[str], k: int = 1) -> Answers:
        """Return the same of molecules that are described already, with the k molecules that are most similar."""
        shape = (len(described), len(tasks))
        value, lower, upper = np.full((3, *shape), np.nan)
        places = [self.tasks.index(task) for task in tasks]
        similar, nearest = self.references.nearest(described.counts, places, k)
        found = Answers(value, lower, upper, np.zeros(shape, bool), similar, nearest)
        if not len(described):
            return found
        values, scales = self.networks.answers(described.graphs)
        columns, compared = described.columns(), self._compared(described, tasks)
        for column, (task, place) in enumerate(zip(tasks, places, strict=True)):
            model, similarity = self.of_task[task], found.similarity[:, column, 0]
            joined = model.joined(values[:, place], columns, compared.get(task))
            inside = similarity >= model.least_similar
            if model.bands is not None:
                numbers = list(model.bands.at(joined))
            else:
                assert model.intervals is not None
                scale, least = scales[:, place], find_target(task).minimum
                ends = model.intervals.bounds(joined, scale, groups_of(similarity, model.edges))
                numbers = [at_least(least, array) for array in (joined, *ends)]
                inside &= scale <= model.intervals.largest_scale
            for array, number in zip((found.value, found.lower, found.upper), numbers, strict=True):
                array[:, column] = number
            found.in_domain[:, column] = inside
        return found

    def _compared(self, described: Described, tasks: Sequence[str]) -> dict[str, Compared]:
        """Return for each task with a kernel how near the molecules are to its own, each pair looked at once."""
        kernels = {task: kernel for task in tasks if (kernel := self.of_task[task].kernel) is not None}
        if not kernels:
            return {}
        places = np.unique(np.concatenate([kernel.places for kernel in kernels.values()]))
        compared = self.basis.compare(described, places)
        return {
            task: compared.columns(np.searchsorted(places, kernel.places)) for task, kernel in kernels.items()
        }


def groups_of(similarity: np.ndarray, edges: Sequence[float]) -> np.ndarray:
    """Return the name of each molecule's group, (n,): 0 for the most similar ones, and so on."""
    return (
        np.sum([similarity < edge for edge in edges], axis=0, dtype=int).astype(str)
        if edges
        else np.full(len(similarity), "0")
    )
