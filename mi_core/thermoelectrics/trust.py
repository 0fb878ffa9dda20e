"""How far predictions of measured properties can be trusted: the same model on four kinds of rows that it never learned."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from mi_core.datasets.consistency import repeats
from mi_core.pretrained.checking import HELD_OUT as MAIN
from mi_core.targets import find_target
from mi_core.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mi_core.datasets.consistency import Repeats
    from mi_core.pretrained.card import ModelCard

#: From the easiest to the hardest, what was held out → the name of the record on the card; "" is the main one.
HELD_OUT = {"rows": "by rows", "compositions": "", "papers": "by paper", "hosts": "by host"}

NO_MODEL_WORDS = "“No model” answers with the median for all."


def split_scores(card: ModelCard) -> pd.DataFrame:
    """Return a line per property and kind of rows held out: mean absolute error, R² and coverage of the 90 % intervals.

    Columns: `target`, `held_out` (of HELD_OUT), `n`, `mae` and `baseline_mae` (the same answer for all, of compositions) in
    the target's unit, `r2`, `coverage`. Splits that the card does not have are left out.
    """
    rows = []
    for target, record in card.targets.items():
        for held_out, name in HELD_OUT.items():
            metrics = record.get("measured_on", {}).get(name) if name else record["metrics"]
            if metrics is not None:
                row = {key: metrics[key] for key in ("n", "mae", "r2", "coverage")}
                baseline = record["metrics"]["baseline_mae"]
                rows.append({"target": target, "held_out": held_out, **row, "baseline_mae": baseline})
    return pd.DataFrame(rows)


def distance_scores(card: ModelCard, target: str) -> pd.DataFrame:
    """Return a line per kind of rows held out and distance class of their compositions (`evaluation.distance`).

    Columns: `held_out` (of HELD_OUT), `relation`, `mae` in the target's unit, `coverage` of the 90 % intervals, `n`.
    """
    by_distance = card.targets[target].get("by_distance", {})
    rows = [
        {"held_out": held_out, "relation": relation, **found}
        for held_out, name in HELD_OUT.items()
        for relation, found in by_distance.get(name or MAIN, {}).items()
    ]
    return pd.DataFrame(rows, columns=["held_out", "relation", "mae", "coverage", "n"])


def repeated_by(training: pd.DataFrame, targets: Iterable[str]) -> dict[str, Repeats]:
    """Return by target how far papers lie apart that measured one composition at one temperature.

    training : of the model: columns `formula`, `temperature_k`, `doi` and the targets.
    """
    return {target: repeats(training, target) for target in targets}


def split_words(repeated: Repeats) -> str:
    """Return what the columns of `split_table` mean, and on how little the deviation of papers rests."""
    if not repeated.pairs:
        return NO_MODEL_WORDS
    counts = (
        f"{counted(repeated.compositions, 'composition')}, {counted(repeated.papers, 'paper')}, "
        f"{counted(repeated.pairs, 'pair')} of papers"
    )
    return (
        "“Papers deviate by” is how far papers that measured one composition at one temperature lie from their median, on "
        "average, each composition counting once: an estimate of what even a perfect model of composition and temperature "
        f"would err by. It rests on few of the compositions that the errors are from ({counts}). {NO_MODEL_WORDS}"
    )


def spread_words(repeated: Repeats, target: str) -> str:
    """Return between what the deviation of papers lies among compositions; "" where nothing was repeated."""
    if not repeated.pairs:
        return ""
    known = find_target(target)
    ends = f"{repeated.lowest:.3g} to {repeated.highest:.3g} {known.unit}".rstrip()
    return f"{known.title}: papers deviate by {ends}, by composition."


def split_table(scores: pd.DataFrame, repeated: dict[str, Repeats]) -> pd.DataFrame:
    """Return the scores with titles, units and how far papers deviate in each property, for people."""
    titles = {target: find_target(target).heading for target in scores["target"].unique()}
    deviations = {target: found.deviation for target, found in repeated.items()}
    return scores.assign(
        property=scores["target"].map(titles), papers_deviate=scores["target"].map(deviations)
    )[["property", "held_out", "mae", "r2", "coverage", "papers_deviate", "baseline_mae", "n"]]
