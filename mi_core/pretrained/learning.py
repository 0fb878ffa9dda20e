"""How a recipe learns: its rows with their numbers, what is held out, and what is said of the rows held out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from mi_core.datasets.splits import COLUMN, FOLD_KINDS, folds, make_split
from mi_core.errors import InputError
from mi_core.evaluation.distance import NEW_COMPOSITIONS, SAME_COMPOSITION
from mi_core.inputs.kind import select_rows
from mi_core.pretrained.checking import Measured
from mi_core.pretrained.held_out import Answers, Rows, answer, grouping_of, index_training, joined
from mi_core.pretrained.model import described_alike, estimator_outputs, pipeline_outputs
from mi_core.pretrained.store import load_model

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from sklearn.pipeline import Pipeline

    from mi_core.evaluation.domain import DomainIndex
    from mi_core.structures.material import Material

#: Kind of split → what is said of rows that were held out by it.
SPLIT_WORDS = {"random": "by rows", "grouped": "by compositions"}


@dataclass(frozen=True, slots=True)
class Learned:
    """A fitted pipeline, the positions of the rows that it learned, the index of these, and its answers on rows held out."""

    pipeline: Pipeline
    positions: np.ndarray
    index: DomainIndex
    measured: Measured
    split: dict[str, Any]


def by_split(recipe, rows: Rows, frame, seed: int, kept, fit) -> Learned:
    """Learn eight ninths, answer the rest; where numbers are optional, without them and, again, with them."""
    split = make_split(frame, kind=recipe.split, seed=seed)
    check_starts(recipe.pipeline(), frame["id"].iloc[split.validation])
    training, held_out = rows.select(split.train), rows.select(split.validation)
    both = training.twice(recipe.optional)
    pipeline = kept or fit(recipe.pipeline(), both)
    index = index_training(pipeline_outputs(pipeline, both.materials)[2], training)
    grouping = grouping_of(recipe, training)

    def answers(of: Rows, given: bool) -> Answers:
        """Answer the held-out rows as they are described, compared with training rows that are described so."""
        alike = described_alike(index, len(split.train), given)
        return answer(pipeline_outputs(pipeline, of.materials), alike, of, split.validation, grouping)

    named = (
        {f"with {' and '.join(recipe.optional)} given": answers(held_out, given=True)}
        if recipe.optional
        else {}
    )
    bare = answers(held_out.without(recipe.optional), given=False)
    return Learned(pipeline, split.train, index, _measured(recipe, frame, bare, named), split.as_dict())


def check_starts(pipeline: Pipeline, held_out: pd.Series) -> None:
    """InputError where rows to be held out, by their ids, were learned by a model that part of the pipeline starts from."""
    for name, start in pipeline.get_params().items():
        if name.rpartition("__")[2] == "start":
            seen = int(held_out.isin(load_model(start).training["id"]).sum())
            if seen:
                raise InputError(
                    f"{seen} of the {len(held_out)} rows to be held out were learned by {start!r}, from which this model "
                    "starts, so its errors would look too small; train it with the seed of that model."
                )


def by_folds(recipe, rows: Rows, frame, seed: int, kept, fit) -> Learned:
    """Answer every row by a pipeline that learned the other folds; learn all rows."""
    pipeline = kept or fit(recipe.pipeline(), rows)
    features = pipeline[:-1].transform(rows.materials)
    record = {
        "kind": recipe.split,
        "seed": seed,
        "folds": recipe.folds,
        "sizes": {"train": len(frame), "calibration": 0, "validation": len(frame)},
    }
    answered = {
        split: joined(part for _, part in cross_answers(recipe, rows, features, frame, seed, split))
        for split in (recipe.split, *recipe.further_splits, *recipe.measured_splits)
    }
    main = answered.pop(recipe.split)
    further, apart = (
        {SPLIT_WORDS.get(split, f"by {split}"): answered[split] for split in splits}
        for splits in (recipe.further_splits, recipe.measured_splits)
    )
    return Learned(
        pipeline,
        np.arange(len(frame)),
        index_training(estimator_outputs(pipeline[-1], features)[2], rows),
        replace(_measured(recipe, frame, main, further), apart=apart),
        record,
    )


def _measured(recipe, frame: pd.DataFrame, answers: Answers, further: dict[str, Answers]) -> Measured:
    """Return the answers, with the recipe's parts of them, and of each part the rows of compositions not learned."""
    parts = {
        words: frame.eval(condition).to_numpy(dtype=bool)[answers.positions]
        for words, condition in recipe.parts.items()
    }
    if recipe.grouping is None:
        new = np.array([not group.startswith(SAME_COMPOSITION) for group in answers.groups], dtype=bool)
        parts |= {f"{words}, {NEW_COMPOSITIONS}": rows & new for words, rows in parts.items()}
    return Measured(answers, further, parts)


def cross_answers(recipe, rows: Rows, features, frame: pd.DataFrame, seed: int, split: str = ""):
    """Yield for each fold of the recipe its positions, and what an estimator that learned all others says of it.

    features : what the pipeline's descriptors, which learn nothing from rows, make of the rows. split : of the recipe's, by
    default the first.
    """
    kind, column = fold_kind(split or recipe.split)
    for training, test in folds(frame, recipe.folds, kind, seed, column=column):
        known = rows.select(training)
        estimator = recipe.pipeline()[-1].fit(select_rows(features, training), labels_of(known))
        index = index_training(estimator_outputs(estimator, select_rows(features, training))[2], known)
        outputs = estimator_outputs(estimator, select_rows(features, test))
        grouping = grouping_of(recipe, known)
        yield test, answer(outputs, index, rows.select(test), test, grouping)


def fold_kind(split: str) -> tuple[str, str]:
    """Return kind and column of a recipe's split, as `datasets.splits.folds` takes them."""
    return (split, "group") if split in FOLD_KINDS else (COLUMN, split)


def labels_of(rows: Rows) -> np.ndarray:
    """Return the targets as estimators take them: (n,) for one, else (n, n_targets)."""
    return rows.targets[:, 0] if rows.targets.shape[1] == 1 else rows.targets


def learnable(recipe, frame: pd.DataFrame, columns: dict[str, str]) -> tuple[Rows, pd.DataFrame, str]:
    """Return the rows that the recipe learns from, their frame, and what to say of those left out."""
    materials = with_numbers(recipe.kind.materials(frame), frame, (*recipe.numbers, *recipe.optional))
    rows = Rows(materials, frame[list(columns.values())].to_numpy(dtype=float))
    if not recipe.only_in_scope:
        return rows, frame, ""
    inside = np.flatnonzero([m.usable and recipe.scope(m) is None for m in rows.materials])
    n = len(frame) - len(inside)
    remark = f"{n} rows left out that the model is not meant for."
    return rows.select(inside), frame.iloc[inside].reset_index(drop=True), remark


def with_numbers(materials: list[Material], frame: pd.DataFrame, columns: Sequence[str]) -> list[Material]:
    """Return the materials of a table's rows with these of its columns as numbers beside them."""
    if not columns:
        return materials
    table = frame[list(columns)].to_numpy(dtype=float).tolist()
    return [
        replace(m, numbers=dict(zip(columns, row, strict=True)))
        for m, row in zip(materials, table, strict=True)
    ]
