"""Intervals, domain and errors of a fitted pipeline, from its answers on rows that it never learned."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from mi_core.evaluation.conformal import calibrate, covered_rows
from mi_core.evaluation.distance import DISTANCE_CLASSES
from mi_core.evaluation.domain import with_threshold
from mi_core.evaluation.groups import anion_family
from mi_core.evaluation.metrics import regression_metrics
from mi_core.pretrained.held_out import answer, index_training, joined
from mi_core.pretrained.model import at_least, pipeline_outputs, within_ranges
from mi_core.pretrained.pipelines import builtin_values

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mi_core.evaluation.conformal import ConformalIntervals
    from mi_core.evaluation.domain import DomainIndex
    from mi_core.pretrained.card import TargetRecord
    from mi_core.pretrained.held_out import Answers, Rows


HELD_OUT = "held out"  # what the answers that a recipe is measured on first are called beside those held out otherwise


@dataclass(frozen=True, slots=True)
class Checked:
    """What held-out rows say of a fitted pipeline: intervals and domain, and the card's records of both."""

    intervals: dict[str, ConformalIntervals]
    targets: dict[str, TargetRecord]
    domain: DomainIndex
    domain_record: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Measured:
    """Answers on rows held out, of which some are measured apart, too.

    answers : the pipeline's. further : by their name, answers on rows that were held out, or described, in another way; they
    calibrate the intervals, too. parts : by its name, which of the rows of `answers`, (n,) bool. apart : as further, but the
    intervals are calibrated without them.
    """

    answers: Answers
    further: Mapping[str, Answers] = field(default_factory=dict)
    parts: Mapping[str, np.ndarray] = field(default_factory=dict)
    apart: Mapping[str, Answers] = field(default_factory=dict)

    @property
    def same_rows(self) -> dict[int, str]:
        """Places among all answers of those on the rows of `answers`, and what to add to the names of their parts."""
        others = enumerate(self.further.items(), start=1)
        positions = self.answers.positions
        return {0: ""} | {
            n: f", {name}" for n, (name, of) in others if np.array_equal(of.positions, positions)
        }


def check_on_held_out(pipeline, training: Rows, held_out: Rows, targets: dict[str, dict]) -> Checked:
    """Calibrate the intervals and the domain of a fitted pipeline, and measure its errors, on held-out rows.

    targets : for each column of y its key, with `column`, `unit`, `minimum` and what else goes on the card.
    """
    index = index_training(pipeline_outputs(pipeline, training.materials)[2], training)
    outputs, positions = pipeline_outputs(pipeline, held_out.materials), np.arange(len(held_out.materials))
    measured = Measured(answer(outputs, index, held_out, positions, anion_family))
    return check(measured, index, training, targets)


def check(
    measured: Measured,
    index: DomainIndex,
    training: Rows,
    targets: dict[str, dict],
    ranges: Mapping[str, Sequence[float]] | None = None,
) -> Checked:
    """Calibrate on all these answers, within their groups, and measure them; see `check_on_held_out`.

    ranges : of numbers beside the materials, outside of which they are outside the domain.
    """
    answers = measured.answers
    domain = with_threshold(index, answers.distance)
    intervals, records = {}, {}
    for number, (key, record) in enumerate(targets.items()):
        column = _Column(measured, number, record["minimum"], domain.threshold, ranges or {})
        intervals[key] = column.intervals
        records[key] = {
            **record,
            "metrics": column.score(0, baseline=float(np.nanmedian(training.targets[:, number]))),
            "intervals": asdict(column.intervals),
        }
        others = {
            name: column.score(place)
            for place, name in enumerate((*measured.further, *measured.apart), start=1)
        }
        others |= {
            f"{words}{under}": column.score(place, rows)
            for place, under in measured.same_rows.items()
            for words, rows in measured.parts.items()
        }
        if others := {name: found for name, found in others.items() if found}:
            records[key]["measured_on"] = others
        names = (HELD_OUT, *measured.further, *measured.apart)
        by_distance = {
            name: found for place, name in enumerate(names) if (found := column.by_distance(place))
        }
        if by_distance:
            records[key]["by_distance"] = by_distance
    symbols = _symbols(sorted(domain.elements))
    return Checked(
        intervals, builtin_values(records), domain, {"threshold": domain.threshold, "elements": symbols}
    )


class _Column:
    """One target of all answers: its intervals, and the score of each answers' rows under them."""

    def __init__(self, measured: Measured, number: int, minimum: float | None, threshold: float, ranges):
        parts = [measured.answers, *measured.further.values(), *measured.apart.values()]
        all_of = joined(parts)
        self.ends = np.cumsum([0, *(len(part.positions) for part in parts)])
        self.truth, self.scale = all_of.rows.targets[:, number], all_of.scales[:, number]
        self.mean = at_least(minimum, all_of.means[:, number])
        calibrating = self.ends[1 + len(measured.further)]
        numbers = self.truth, self.mean, self.scale, all_of.groups
        splits = np.repeat(np.arange(len(parts)), np.diff(self.ends))
        learned_from = [array[:calibrating] for array in (*numbers, splits)]
        self.intervals = calibrate(*learned_from)
        held = covered_rows(*learned_from)
        self.covered = np.concatenate(
            [held, _held(self.intervals, *(array[calibrating:] for array in numbers))]
        )
        self.classes = np.array([group.partition(",")[0] for group in all_of.groups], dtype=object)
        near = all_of.familiar & (all_of.distance <= threshold) & within_ranges(all_of.rows.materials, ranges)
        self.inside = near & (self.scale <= self.intervals.largest_scale)

    def score(self, place: int, rows=None, baseline: float | None = None) -> dict[str, float | None]:
        """Return errors and coverage of the answers at this place, or of some of their rows; nothing without a truth."""
        here = slice(self.ends[place], self.ends[place + 1])
        truth, mean, covered, inside = (
            array[here] if rows is None else array[here][rows]
            for array in (self.truth, self.mean, self.covered, self.inside)
        )
        if np.isfinite(truth).sum() < 2:
            return {}
        extra = {} if baseline is None else {"baseline_mae": mean_error(truth, np.full(len(truth), baseline))}
        return {**regression_metrics(truth, mean), **extra, **_shares(truth, mean, covered, inside)}

    def by_distance(self, place: int) -> dict[str, dict[str, float | None]]:
        """Return errors and coverage of the answers at this place by how far their compositions are from those learned."""
        here = slice(self.ends[place], self.ends[place + 1])
        truth, mean, covered, classes = (
            array[here] for array in (self.truth, self.mean, self.covered, self.classes)
        )
        rows_of = {name: (classes == name) & np.isfinite(truth) for name in DISTANCE_CLASSES}
        return {
            name: {
                "n": int(rows.sum()),
                "mae": mean_error(truth, mean, rows),
                "coverage": share(covered[rows]),
            }
            for name, rows in rows_of.items()
            if rows.any()
        }


def _held(intervals: ConformalIntervals, truth, mean, scale, groups) -> np.ndarray:
    """Return (n,) whether the intervals hold truths that did not calibrate them: 1, 0, or NaN where it is unknown."""
    lower, upper = intervals.bounds(mean, scale, groups)
    return np.where(np.isfinite(truth), (truth >= lower) & (truth <= upper), np.nan)


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
