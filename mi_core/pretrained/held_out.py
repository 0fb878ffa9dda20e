"""What rows that a pipeline never learned say of it: intervals, domain, and the errors on its card."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from mi_core.evaluation.conformal import calibrate, covered_rows
from mi_core.evaluation.domain import index_domain, with_threshold
from mi_core.evaluation.groups import anion_family
from mi_core.evaluation.metrics import regression_metrics
from mi_core.pretrained.model import at_least, atomic_numbers, pipeline_outputs
from mi_core.pretrained.pipelines import builtin_values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mi_core.evaluation.conformal import ConformalIntervals
    from mi_core.evaluation.domain import DomainIndex
    from mi_core.pretrained.card import TargetRecord
    from mi_core.structures.material import Material


@dataclass(frozen=True, slots=True)
class Rows:
    """Materials (n) with their targets (n, n_targets), NaN where unknown."""

    materials: list[Material]
    targets: np.ndarray

    def select(self, positions) -> Rows:
        """Return the rows at these positions."""
        return Rows([self.materials[i] for i in positions], self.targets[positions])


@dataclass(frozen=True, slots=True)
class Answers:
    """A pipeline's answers on n rows that it never learned.

    Attributes
    ----------
    rows : Rows
    means, scales : (n, n_targets)
        Predictions and the errors that the pipeline expects.
    distance : (n,)
        To the nearest training compound.
    familiar : (n,) bool
        Whether training knew every element.
    """

    rows: Rows
    means: np.ndarray
    scales: np.ndarray
    distance: np.ndarray
    familiar: np.ndarray


@dataclass(frozen=True, slots=True)
class Checked:
    """What held-out rows say of a fitted pipeline: intervals and domain, and the card's records of both."""

    intervals: dict[str, ConformalIntervals]
    targets: dict[str, TargetRecord]
    domain: DomainIndex
    domain_record: dict[str, Any]


def index_training(representation, training: Rows) -> DomainIndex:
    """Return the index of what a pipeline learned, its representation (n, f), without a threshold yet."""
    elements = np.unique(np.concatenate([atomic_numbers(m) for m in training.materials]))
    return index_domain(representation, elements)


def answer(outputs, index: DomainIndex, held_out: Rows) -> Answers:
    """Return what a pipeline's outputs (means, scales, representation) say of rows that it never learned."""
    means, scales, representation = outputs
    elements = [atomic_numbers(m) for m in held_out.materials]
    nearest, _ = index.nearest(representation)
    return Answers(held_out, means, scales, nearest[:, 0], index.inside(nearest, elements))


def joined(parts: Iterable[Answers]) -> Answers:
    """Return the answers of several folds as one."""
    parts = list(parts)
    rows = Rows(
        [m for part in parts for m in part.rows.materials], np.concatenate([p.rows.targets for p in parts])
    )
    arrays = (np.concatenate([getattr(p, name) for p in parts]) for name in Answers.__slots__[1:])
    return Answers(rows, *arrays)


def check_on_held_out(pipeline, training: Rows, held_out: Rows, targets: dict[str, dict]) -> Checked:
    """Calibrate the intervals and the domain of a fitted pipeline, and measure its errors, on held-out rows.

    targets : for each column of y its key, with `column`, `unit`, `minimum` and what else goes on the card.
    """
    index = index_training(pipeline_outputs(pipeline, training.materials)[2], training)
    outputs = pipeline_outputs(pipeline, held_out.materials)
    return check(answer(outputs, index, held_out), index, training, targets)


def check(
    answers: Answers,
    index: DomainIndex,
    training: Rows,
    targets: dict[str, dict],
    grouping: Callable[[Material], str] = anion_family,
) -> Checked:
    """Calibrate on these answers, within the groups that `grouping` names, and measure them; see `check_on_held_out`."""
    domain = with_threshold(index, answers.distance)
    near = answers.familiar & (answers.distance <= domain.threshold)
    groups = np.array([grouping(material) for material in answers.rows.materials])
    intervals, records = {}, {}
    for number, (key, record) in enumerate(targets.items()):
        truth, scale = answers.rows.targets[:, number], answers.scales[:, number]
        mean = at_least(record["minimum"], answers.means[:, number])
        intervals[key] = calibrate(truth, mean, scale, groups)
        inside = near & (scale <= intervals[key].largest_scale)
        records[key] = {
            **record,
            "metrics": {
                **regression_metrics(truth, mean),
                "baseline_mae": mean_error(truth, np.nanmedian(training.targets[:, number])),
                **_shares(truth, mean, covered_rows(truth, mean, scale, groups), inside),
            },
            "intervals": asdict(intervals[key]),
        }
    record = {"threshold": domain.threshold, "elements": _symbols(sorted(domain.elements))}
    return Checked(intervals, builtin_values(records), domain, record)


def _shares(truth, mean, covered, inside) -> dict[str, float | None]:
    """Return coverage, and error and coverage of the rows inside and outside the domain."""
    parts = {"inside": inside, "outside": ~inside}
    return {
        "coverage": share(covered),
        **{f"mae_{name}": mean_error(truth, mean, rows) for name, rows in parts.items()},
        **{f"coverage_{name}": share(covered[rows]) for name, rows in parts.items()},
    }


def mean_error(truth, mean, rows=True) -> float | None:
    """Return the mean absolute error over known truths of these rows; None without any."""
    errors = np.abs(truth - mean)[rows & np.isfinite(truth)]
    return float(errors.mean()) if len(errors) else None


def share(held) -> float | None:
    """Return the share of rows that are 1 among those that are not NaN; None without any."""
    known = np.asarray(held, dtype=float)
    known = known[np.isfinite(known)]
    return float(known.mean()) if len(known) else None


def _symbols(numbers) -> list[str]:
    from pymatgen.core import Element

    return [Element.from_Z(int(z)).symbol for z in numbers]
