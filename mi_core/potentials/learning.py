"""From frames to a potential with intervals and a card."""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING, Any

from mi_core.potentials.held_out import FOLDS
from mi_core.potentials.held_out_table import forces_table, frames_table, held_out_metrics
from mi_core.potentials.intervals import KNOWN, calibrate_intervals
from mi_core.potentials.kinds import find_kind
from mi_core.potentials.learned import LearnedPotential
from mi_core.pretrained.card import ModelCard
from mi_core.pretrained.pipelines import builtin_values
from mi_core.pretrained.training import circumstances
from mi_core.words import listed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mi_core.potentials.frames.frame import Frame
    from mi_core.potentials.intervals import Intervals
    from mi_core.potentials.kind import Learned, PotentialKind
    from mi_core.pretrained.card import DatasetRecord, Numbers, SplitRecord, TargetRecord

SYSTEM = "potentials"
LOADER = "mi_core.potentials.store.load"
MEASURED = "Frames drawn at random and held out of the learning, five folds; of kinds not learned, errors are larger."


def learn_potential(
    frames: Sequence[Frame],
    kind: str,
    *,
    name: str,
    source: str,
    sha256: str,
    seed: int = 0,
    command: str = "",
    say: Callable[[float], None] | None = None,
) -> LearnedPotential:
    """Return a potential that learned from frames with energies and forces; InputError for an unknown kind.

    source, sha256 : name and hash of the file of frames. say : hears the share done, from 0 to 1.
    """
    found, started = find_kind(kind), time.perf_counter()
    learned = found.learn(frames, seed=seed, say=say)
    return finished(
        frames,
        found,
        learned,
        name=name,
        source=source,
        sha256=sha256,
        seed=seed,
        command=command,
        seconds=time.perf_counter() - started,
    )


def finished(
    frames: Sequence[Frame],
    kind: PotentialKind,
    learned: Learned,
    *,
    name: str,
    source: str,
    sha256: str,
    seed: int = 0,
    command: str = "",
    seconds: float = 0.0,
) -> LearnedPotential:
    """Return what was learned with its intervals, its tables and its card."""
    intervals = calibrate_intervals(frames, learned.held_out)
    card = ModelCard(
        name=name,
        title=f"{kind.title} of {' and '.join(learned.potential.elements)}",
        summary=f"{kind.summary} Learned from energies and forces of {len(frames):,} frames, "
        f"{sum(len(frame.atoms) for frame in frames):,} atoms{_groups(frames)}.",
        takes="frame",
        dataset=_dataset(source, sha256, len(frames)),
        split=_split(seed, len(frames)),
        targets=_targets(held_out_metrics(frames, learned.held_out), intervals),
        domain=_domain(kind, learned, intervals),
        pipeline=[],
        training=circumstances(command, seconds),
        files={},
        system=SYSTEM,
        loader=LOADER,
    )
    tables = (table(frames, learned.held_out, intervals) for table in (frames_table, forces_table))
    return LearnedPotential(card, learned.potential, intervals, *tables)


def _dataset(source: str, sha256: str, rows: int) -> DatasetRecord:
    cleaning = "frames with energies and forces, each once"
    return {"name": source, "sha256": sha256, "rows": rows, "cleaning": cleaning}


def _split(seed: int, rows: int) -> SplitRecord:
    return {"kind": "random", "folds": FOLDS, "seed": seed, "sizes": {"train": rows, "validation": rows}}


def _domain(kind: PotentialKind, learned: Learned, intervals: Intervals) -> dict[str, Any]:
    return {
        "elements": list(learned.potential.elements),
        "cutoff_a": learned.potential.cutoff,
        "kind": kind.name,
        **{key: getattr(intervals, key) for key in KNOWN},
    }


def _groups(frames: Sequence[Frame]) -> str:
    """Return ", of A, B and C" where the file names kinds of frames."""
    groups = Counter(frame.group for frame in frames if frame.group)
    return f" ({listed(f'{count} {group}' for group, count in groups.most_common())})" if groups else ""


def _targets(metrics: dict[str, Numbers], intervals: Intervals) -> dict[str, TargetRecord]:
    record = intervals.record()
    words = {"energy": ("Energy", "eV/atom"), "force": ("Force, a component", "eV/Å")}
    return builtin_values(
        {
            key: {
                "title": title,
                "unit": unit,
                "minimum": None,
                "measured": MEASURED,
                "metrics": metrics[key],
                "intervals": record[key],
            }
            for key, (title, unit) in words.items()
        }
    )
