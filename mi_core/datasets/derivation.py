"""Columns that no file holds: computed when a table is read, as named rules with parameters on its card."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from mi_core.datasets.cleaning import CleaningStep
from mi_core.datasets.composition import cif_formula
from mi_core.datasets.consistency import inconsistencies
from mi_core.datasets.hosts import host_system
from mi_core.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

    from mi_core.datasets.card import Derivation

# (table as read so far, parameters) → the new column, and what there is to say of it
Rule = Callable[..., "tuple[pd.Series, CleaningStep | None]"]
_RESOLVER = re.compile(r"^(?:https?://)?(?:dx\.)?doi\.org/", re.IGNORECASE)


def derive(frame: pd.DataFrame, derivations: Sequence[Derivation]) -> tuple[pd.DataFrame, list[CleaningStep]]:
    """Return the table with its derived columns, and a step for each rule that left values out or flagged rows."""
    steps = []
    for derivation in derivations:
        try:
            rule = RULES[derivation.rule]
        except KeyError:
            raise InputError(
                f"Derivation {derivation.rule!r} is not known; choose one of {', '.join(RULES)}."
            ) from None
        values, step = rule(frame, **derivation.parameters)
        frame = frame.assign(**{derivation.column: values})
        if step is not None:
            sentence = f"{derivation.column}: {step.sentence}"
            steps.append(replace(step, rule=derivation.rule, sentence=sentence))
    return frame, steps


def row_id(frame: pd.DataFrame, *, prefix: str) -> tuple[pd.Series, CleaningStep | None]:
    """Name every row by a digest of all its values, so that the name depends on neither its place nor the other rows.

    Rows that agree in every value are numbered in addition.
    """
    text = frame.astype(str).fillna("nan").agg("\0".join, axis=1)
    digests = text.map(lambda row: hashlib.blake2b(row.encode(), digest_size=6).hexdigest())
    return prefix + "-" + _numbered(digests), None


def own_id(frame: pd.DataFrame, *, source: str, prefix: str = "") -> tuple[pd.Series, CleaningStep | None]:
    """Name every row as a column of the table does, behind a prefix; a name's second row is numbered, and so on."""
    return prefix + _numbered(frame[source].astype(str).fillna("nan")), None


def _numbered(names: pd.Series) -> pd.Series:
    """Return names of which all but the first of their kind end in a number."""
    repeat = names.groupby(names).cumcount()
    return names + repeat.map(lambda count: f"-{count + 1}" if count else "")


def log10(frame: pd.DataFrame, *, source: str) -> tuple[pd.Series, CleaningStep | None]:
    """Return the decimal logarithm of a column; what is not positive has none and is counted."""
    positive = frame[source].where(frame[source] > 0)
    lost = int((frame[source].notna() & positive.isna()).sum())
    sentence = f"{lost} values left out, since {source} is not positive there."
    return np.log10(positive), CleaningStep("", 0, lost, sentence)


def scaled(frame: pd.DataFrame, *, source: str, factor: float) -> tuple[pd.Series, CleaningStep | None]:
    """Return a column in another unit."""
    return frame[source] * factor, None


def formula(frame: pd.DataFrame, *, source: str) -> tuple[pd.Series, CleaningStep | None]:
    """Return the reduced formula of each crystal from the heading of its CIF."""
    return frame[source].map(cif_formula), None


def host(frame: pd.DataFrame, *, source: str) -> tuple[pd.Series, CleaningStep | None]:
    """Return the chemical system of the host of each formula (`hosts.host_system`)."""
    systems = {text: host_system(text) for text in frame[source].unique()}
    return frame[source].map(systems), None


def paper(frame: pd.DataFrame, *, source: str) -> tuple[pd.Series, CleaningStep | None]:
    """Return each DOI in lower case without the address of a resolver."""
    return frame[source].str.strip().str.replace(_RESOLVER, "", regex=True).str.lower(), None


def inconsistency(frame: pd.DataFrame) -> tuple[pd.Series, CleaningStep | None]:
    """Return what contradicts each measured row (`consistency.inconsistencies`), "" where nothing does."""
    found = inconsistencies(frame)
    said = [f"{int(found[name].sum())} rows flagged: {name}" for name in found]
    words = found.apply(lambda row: "; ".join(name for name, bad in row.items() if bad), axis=1)
    return words.astype(str), CleaningStep("", 0, 0, "; ".join(said) + ".")


def is_empty(frame: pd.DataFrame, *, source: str) -> tuple[pd.Series, CleaningStep | None]:
    """Return whether a column of words says nothing in a row."""
    return frame[source] == "", None


RULES: dict[str, Rule] = {
    rule.__name__: rule
    for rule in (row_id, own_id, log10, scaled, formula, host, paper, inconsistency, is_empty)
}
