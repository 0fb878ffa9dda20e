"""Cleaning as named rules that count what they took away and say why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from mi_core.datasets.composition import cif_volume_per_atom, composition_key
from mi_core.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

    from mi_core.datasets.card import CleaningRule


@dataclass(frozen=True, slots=True)
class CleaningStep:
    """What one rule did: rows dropped, single values blanked (set to NaN), and the reason as a sentence."""

    rule: str
    dropped: int
    blanked: int
    sentence: str


@dataclass(frozen=True, slots=True)
class CleaningReport:
    """Rows before and after cleaning, and the steps between."""

    rows_in: int
    rows_out: int
    steps: tuple[CleaningStep, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return plain lists and numbers, for a model card."""
        return {**asdict(self), "steps": [asdict(step) for step in self.steps]}

    def __str__(self) -> str:
        lines = [f"{self.rows_in} rows read, {self.rows_out} kept."]
        return "\n".join([*lines, *(step.sentence for step in self.steps)])


Rule = Callable[..., "tuple[pd.DataFrame, CleaningStep]"]


def clean(frame: pd.DataFrame, rules: Sequence[CleaningRule]) -> tuple[pd.DataFrame, CleaningReport]:
    """Apply the rules in order; return the cleaned frame (index 0 … n-1) and the report of every rule."""
    rows_in, steps = len(frame), []
    for step in rules:
        try:
            apply = RULES[step.rule]
        except KeyError:
            raise InputError(
                f"Cleaning rule {step.rule!r} is not known; choose one of {', '.join(RULES)}."
            ) from None
        frame, done = apply(frame, **step.parameters)
        steps.append(replace(done, rule=step.rule))
    return frame.reset_index(drop=True), CleaningReport(rows_in, len(frame), tuple(steps))


def drop_missing_target(frame: pd.DataFrame, *, columns: Sequence[str]) -> tuple[pd.DataFrame, CleaningStep]:
    """Drop rows in which every one of the target columns is missing or infinite."""
    known = np.isfinite(frame[list(columns)].to_numpy(dtype=float)).any(axis=1)
    return _kept(frame, known, f"without a value in {', '.join(columns)}, so nothing can be learnt from them")


def drop_empty(frame: pd.DataFrame, *, column: str) -> tuple[pd.DataFrame, CleaningStep]:
    """Drop rows in which a column of text says nothing."""
    said = frame[column].fillna("").str.strip() != ""
    return _kept(frame, said, f"with nothing in {column}")


def drop_out_of_range(
    frame: pd.DataFrame, *, column: str, minimum: float, maximum: float, reason: str
) -> tuple[pd.DataFrame, CleaningStep]:
    """Drop rows whose value lies outside the closed interval (unit of the column); a missing value stays."""
    keep = frame[column].between(minimum, maximum) | frame[column].isna()
    return _kept(frame, keep, f"with {column} outside {minimum:g} … {maximum:g}: {reason}")


def blank_out_of_range(
    frame: pd.DataFrame, *, column: str, minimum: float, maximum: float, reason: str
) -> tuple[pd.DataFrame, CleaningStep]:
    """Set values outside the closed interval (unit of the column) to NaN and keep the row's other labels."""
    bad = ~(frame[column].between(minimum, maximum) | frame[column].isna())
    return _blanked(frame, bad, [column], f"{column} outside {minimum:g} … {maximum:g}: {reason}")


def blank_large_ratio(
    frame: pd.DataFrame, *, numerator: str, denominator: str, maximum: float, reason: str
) -> tuple[pd.DataFrame, CleaningStep]:
    """Set both columns to NaN where their ratio exceeds `maximum`."""
    bad = frame[numerator] > maximum * frame[denominator]
    return _blanked(
        frame, bad, [numerator, denominator], f"{numerator}/{denominator} above {maximum:g}: {reason}"
    )


def keep_where(frame: pd.DataFrame, *, column: str, reason: str) -> tuple[pd.DataFrame, CleaningStep]:
    """Drop rows whose truth value in the column is False."""
    return _kept(frame, frame[column].astype(bool), f"where {column} is false: {reason}")


def drop_duplicates(frame: pd.DataFrame, *, columns: Sequence[str]) -> tuple[pd.DataFrame, CleaningStep]:
    """Drop all but the first (by id) of the rows that agree in all of these columns."""
    repeated = frame.sort_values("id", kind="stable").duplicated(list(columns)).reindex(frame.index)
    return _kept(frame, ~repeated, f"that repeat another row in {', '.join(columns)}")


def drop_unparsable_formula(
    frame: pd.DataFrame, *, column: str = "formula"
) -> tuple[pd.DataFrame, CleaningStep]:
    """Drop rows whose formula pymatgen cannot read as known elements with positive amounts."""
    readable = {formula: composition_key(formula) is not None for formula in frame[column].unique()}
    return _kept(
        frame, frame[column].map(readable).astype(bool), f"with a {column} that names no composition"
    )


def drop_dilute_crystals(
    frame: pd.DataFrame, *, maximum: float, reason: str, column: str = "cif"
) -> tuple[pd.DataFrame, CleaningStep]:
    """Drop rows whose crystal has a larger volume per atom than `maximum` (Å3), as printed in its CIF."""
    volume = frame[column].map(cif_volume_per_atom)
    return _kept(frame, ~(volume > maximum), f"with more than {maximum:g} Å3 per atom: {reason}")


def _kept(frame: pd.DataFrame, keep: pd.Series, what: str) -> tuple[pd.DataFrame, CleaningStep]:
    dropped = int(len(frame) - keep.sum())
    return frame[keep], CleaningStep("", dropped, 0, f"{dropped} rows dropped {what}.")


def _blanked(
    frame: pd.DataFrame, bad: pd.Series, columns: list[str], what: str
) -> tuple[pd.DataFrame, CleaningStep]:
    blanked = int(frame.loc[bad, columns].notna().sum().sum())
    frame = frame.copy()
    frame.loc[bad, columns] = float("nan")
    return frame, CleaningStep("", 0, blanked, f"{blanked} values blanked with {what}.")


RULES: dict[str, Rule] = {
    rule.__name__: rule
    for rule in (
        drop_missing_target,
        drop_empty,
        drop_out_of_range,
        blank_out_of_range,
        blank_large_ratio,
        keep_where,
        drop_duplicates,
        drop_unparsable_formula,
        drop_dilute_crystals,
    )
}
