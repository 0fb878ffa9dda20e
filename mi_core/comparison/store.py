"""A comparison as a folder: card.yaml and Parquet frames, which anyone can read without this product."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, NotRequired

import pandas as pd
from typing_extensions import TypedDict

from mi_core import cards
from mi_core.compact import write_compactly
from mi_core.comparison.importance import over_folds
from mi_core.comparison.statistics import error_by_element, summary
from mi_core.errors import InputError
from mi_core.targets import Target

STORED = Path(__file__).parent / "stored"
CARD = "card.yaml"
STORED_COLUMNS = {
    "scores": [
        "model", "fold", "n_train", "n_test", "mae", "rmse", "r2", "coverage", "fit_s", "predict_s_per_1000",
        "size_mb", "parameters",
    ],
    "predictions": ["model", "fold", "row", "id", "formula", "true", "predicted", "lower", "upper"],
    "learning": ["model", "n_train", "repeat", "mae", "rmse"],
}  # fmt: skip
FRAMES = ("scores", "rows", "predictions", "learning", "importance", "column_importance")


class ComparisonCard(TypedDict):
    """How a comparison was made: problem and target, what was dropped, protocol, folds, titles of models by name.

    learned_with : titles of further targets that networks learned at the same time.
    """

    name: NotRequired[str]
    title: NotRequired[str]
    dataset: dict[str, Any]
    target: dict[str, Any]
    rows: int
    reads: str
    dropped: dict[str, Any]
    protocol: dict[str, Any]
    folds: list[dict[str, Any]]
    models: dict[str, str]
    made: dict[str, Any]
    own_columns: NotRequired[list[str]]
    learned_with: NotRequired[list[str]]
    problem: NotRequired[dict[str, Any]]


ComparisonCard.__pydantic_config__ = cards.OPEN  # type: ignore[attr-defined]  # where pydantic looks for it


@dataclass(frozen=True, eq=False)
class Comparison:
    """What regressors did on one problem under one protocol.

    Attributes
    ----------
    card : ComparisonCard
    scores : frame, one row per model and fold
        model, fold, n_train, n_test, mae, rmse (unit of the target), r2, coverage of 90 % intervals, all of this fold's
        rows alone (over all rows together: `summary`), fit_s,
        predict_s_per_1000, size_mb, parameters (JSON of what tuning chose).
    predictions : frame, one row per model and tested row
        model, fold, row, id, formula, true, predicted, lower, upper, and a, b, x (symbols) for perovskites.
    learning : frame
        model, n_train, repeat, mae, rmse.
    importance, column_importance : frames
        model, feature, importance, spread: rise of the mean absolute error when an element property is shuffled on all
        sites together, or one column alone.
    folder : Path or None
        Where it lies.
    """

    card: ComparisonCard
    scores: pd.DataFrame
    predictions: pd.DataFrame
    learning: pd.DataFrame
    importance: pd.DataFrame
    column_importance: pd.DataFrame
    folder: Path | None = None

    @property
    def name(self) -> str:
        """Key of the comparison: the name of its folder, or of the problem."""
        return self.folder.name if self.folder is not None else self.card["name"]

    @property
    def target(self) -> Target:
        """The property that was predicted."""
        return Target(**self.card["target"])

    @property
    def titles(self) -> dict[str, str]:
        """Titles of the models by name."""
        return self.card["models"]

    def title(self, model: str) -> str:
        """Return the title of a model."""
        return self.titles.get(model, model)

    @cached_property
    def summary(self) -> pd.DataFrame:
        """The table of models, best first; see `statistics.summary`."""
        return summary(self.scores, self.predictions)

    @cached_property
    def models(self) -> list[str]:
        """Names, best first."""
        return self.summary["model"].tolist()

    @cached_property
    def error_by_element(self) -> pd.DataFrame:
        """`model`, `element`, `site`, `n`, `mae`; see `statistics.error_by_element`."""
        return error_by_element(self.predictions)

    def best_first(self) -> Comparison:
        """Return the comparison with predictions and learning curves of the best model first, as figures show them."""
        order = {model: number for number, model in enumerate(self.models)}
        predictions, learning = (_sorted(frame, order, []) for frame in (self.predictions, self.learning))
        return replace(self, predictions=predictions, learning=learning)


def make_comparison(
    card: ComparisonCard, parts: list[dict[str, pd.DataFrame]], rows: pd.DataFrame
) -> Comparison:
    """Join the frames of all tasks; `rows` (index: row) has id, formula, true, and a, b, x for perovskites."""

    def joined(name: str) -> pd.DataFrame:
        frames = [part[name] for part in parts if name in part]
        return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()

    order = {model: number for number, model in enumerate(card["models"])}
    scores = _sorted(joined("scores"), order, ["fold"])
    predictions = _sorted(joined("predictions"), order, ["fold", "row"])
    learning, importance = joined("learning"), joined("importance")
    learning = learning if len(learning) else pd.DataFrame(columns=STORED_COLUMNS["learning"])
    return Comparison(
        card=card,
        scores=scores[STORED_COLUMNS["scores"]],
        predictions=_with_rows(predictions, rows),
        learning=_sorted(learning, order, ["n_train", "repeat"]),
        importance=over_folds(importance, "property"),
        column_importance=over_folds(importance, "column"),
    )


def write_comparison(comparison: Comparison, folder: Path) -> Comparison:
    """Write card and frames into the folder (made if need be), in single precision, and return it from there."""
    folder.mkdir(parents=True, exist_ok=True)
    described = [c for c in ("id", "formula", "true", "a", "b", "x") if c in comparison.predictions]
    predictions = comparison.predictions
    frames = {
        "scores": comparison.scores,
        "rows": predictions.drop_duplicates("row").set_index("row")[described].sort_index().reset_index(),
        "predictions": predictions[["model", "fold", "row", "predicted", "lower", "upper"]],
        "learning": comparison.learning,
        "importance": comparison.importance,
        "column_importance": comparison.column_importance,
    }
    for name, frame in frames.items():
        write_compactly(_compact(frame), folder / f"{name}.parquet")
    cards.write_card(comparison.card, folder / CARD)
    return read_comparison(folder)


def read_comparison(folder: Path | str) -> Comparison:
    """Return the comparison in a folder; InputError when a file is missing or is none of ours."""
    folder = Path(folder)
    try:
        card = read_comparison_card(folder)
        frames = {name: pd.read_parquet(folder / f"{name}.parquet") for name in FRAMES}
        predictions = _with_rows(frames["predictions"], frames["rows"].set_index("row"))
        Target(**card["target"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        words = str(error).splitlines()[0].rstrip(".")
        raise InputError(
            f"The folder {folder.name!r} holds no comparison that can be read ({words}); make it again."
        ) from error
    others = {name: _with_names(frames[name]) for name in FRAMES if name not in {"rows", "predictions"}}
    return Comparison(card=card, predictions=predictions, **others, folder=folder)


def read_comparison_card(folder: Path) -> ComparisonCard:
    """Return the checked card alone; InputError names the key that is wrong."""
    return cards.read_card(ComparisonCard, folder / CARD, "Make the comparison again.")


def _with_rows(predictions: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Join id, formula, truth and sites to the predictions."""
    joined = _with_names(predictions).join(rows, on="row")
    sites = [site for site in ("a", "b", "x") if site in joined]
    return joined[[*STORED_COLUMNS["predictions"], *sites]]


def _sorted(frame: pd.DataFrame, order: dict[str, int], keys: list[str]) -> pd.DataFrame:
    if frame.empty:
        return frame
    sorted_frame = frame.assign(_order=frame["model"].map(order)).sort_values(
        ["_order", *keys], kind="stable"
    )
    return sorted_frame.drop(columns="_order").reset_index(drop=True)


def _compact(frame: pd.DataFrame) -> pd.DataFrame:
    """Store numbers in single precision and repeated words once."""
    small = dict.fromkeys(frame.select_dtypes("float64"), "float32")
    small |= dict.fromkeys(frame.select_dtypes("int64"), "int32")
    small |= {"model": "category"} if "model" in frame else {}
    return frame.astype(small)


def _with_names(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with names of models as text, which are stored as numbers of categories."""
    return frame.astype({"model": str}) if "model" in frame else frame
