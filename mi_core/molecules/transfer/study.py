"""All that is said of a task of one's own: leaks, supports, errors, whether the gain is real, a learning curve, a model."""

from __future__ import annotations

import os
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mi_core.molecules.transfer.affinity import affinities
from mi_core.molecules.transfer.described import Described, describe
from mi_core.molecules.transfer.final_model import learn_model
from mi_core.molecules.transfer.leaks import Leaks, find_leaks, tasks_table
from mi_core.molecules.transfer.learning import LearningCurve, learning_curve
from mi_core.molecules.transfer.repeats import Repeat, count_of_repeats, run_repeat
from mi_core.molecules.transfer.verdict import HARMS, Verdict, error_table, judge

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd

    from mi_core.molecules.encoders.encoders import Encoders
    from mi_core.molecules.transfer.model import OwnModel
    from mi_core.molecules.transfer.own_task import OwnTask

    Progress = Callable[[float, str], None]

MOST_THREADS = 4


@dataclass(frozen=True, slots=True, eq=False)
class Proposal:
    """What is known in seconds.

    described : the molecules, without what encoders that are left out make of them; affinities : as `affinity.affinities`.
    """

    leaks: Leaks
    affinities: pd.DataFrame
    described: Described

    @property
    def supports(self) -> tuple[str, ...]:
        """The tasks that are proposed to support, the one with the highest affinity first."""
        return tuple(self.affinities.loc[self.affinities["support"], "task"])


@dataclass(frozen=True, slots=True, eq=False)
class Study:
    """What is known in minutes; `errors` as of `verdict.error_table`, `seconds` those that it took."""

    task: OwnTask
    leaks: Leaks
    affinities: pd.DataFrame
    supports: tuple[str, ...]
    repeats: tuple[Repeat, ...]
    errors: pd.DataFrame
    verdict: Verdict
    curve: LearningCurve
    model: OwnModel
    seconds: float


def propose_supports(
    task: OwnTask, encoders: Encoders, *, seed: int = 0, progress: Progress | None = None
) -> Proposal:
    """Return what leaks, and which tasks are proposed to support.

    progress : called with the share that is done and with words. InputError where all encoders learned this very column.
    """
    described = describe(task.molecules, encoders, progress=progress and _part(progress, 0.0, 0.7))
    leaks = find_leaks(task, encoders, described.heads, tasks_table())
    usable = described.without(leaks.left_out)
    found = affinities(
        usable,
        task.labels,
        task.groups,
        classification=task.classification,
        seed=seed,
        progress=progress and _part(progress, 0.7, 1.0),
    )
    return Proposal(leaks, found, usable)


def study(task: OwnTask, encoders: Encoders, *, seed: int = 0, progress: Progress | None = None) -> Study:
    """Do all of it; progress as of `propose_supports`."""
    started = time.perf_counter()
    say = progress or (lambda _share, _words: None)
    proposal = propose_supports(task, encoders, seed=seed, progress=_part(say, 0.0, 0.1))
    repeats = run_repeats(task, proposal.described, seed=seed, progress=_part(say, 0.1, 0.9))
    say(0.9, "Learning the model")
    found = assemble(task, proposal, repeats, seed=seed, seconds=time.perf_counter() - started)
    say(1.0, "Done")
    return found


def run_repeats(
    task: OwnTask, described: Described, *, seed: int = 0, progress: Progress | None = None
) -> tuple[Repeat, ...]:
    """Return all splits, in order, as many at once as there are cores."""
    count = count_of_repeats(len(task))
    found: dict[int, Repeat] = {}
    with ThreadPoolExecutor(min(MOST_THREADS, os.cpu_count() or 1)) as pool:
        waiting = [pool.submit(one_repeat, task, described, repeat, seed=seed) for repeat in range(count)]
        for done in as_completed(waiting):
            repeat = done.result()
            found[repeat.repeat] = repeat
            if progress:
                progress(len(found) / count, f"Tested {len(found)} of {count} splits")
    return tuple(found[repeat] for repeat in range(count))


def one_repeat(task: OwnTask, described: Described, repeat: int, *, seed: int = 0) -> Repeat:
    """Return one split of a task."""
    return run_repeat(
        described, task.labels, task.groups, repeat, classification=task.classification, seed=seed
    )


def assemble(
    task: OwnTask, proposal: Proposal, repeats: Sequence[Repeat], *, seed: int = 0, seconds: float = 0.0
) -> Study:
    """Return the study that all splits make up, with the model of all labels."""
    started = time.perf_counter()
    curve = learning_curve(repeats, len(task), classification=task.classification, seed=seed)
    verdict = judge(repeats)
    model = learn_model(
        task,
        proposal.described,
        repeats,
        proposal.supports,
        with_transfer=verdict.kind != HARMS,
        seed=seed,
    )
    return Study(
        task=task,
        leaks=proposal.leaks,
        affinities=proposal.affinities,
        supports=proposal.supports,
        repeats=tuple(repeats),
        errors=error_table(repeats),
        verdict=verdict,
        curve=curve,
        model=model,
        seconds=seconds + time.perf_counter() - started,
    )


def _part(progress: Progress, start: float, end: float) -> Progress:
    """Return what reports shares of a part of the work as shares of the whole."""
    return lambda share, words: progress(start + share * (end - start), words)
