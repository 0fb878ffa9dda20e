"""The card of a trained model: what it predicts, from what, how well, and how it was made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NotRequired

from typing_extensions import TypedDict

from mi_core import cards

if TYPE_CHECKING:
    from pathlib import Path

CARD_FILE = "card.yaml"
CRYSTALS = "crystals"
Numbers = dict[str, int | float | None]


class DatasetRecord(TypedDict):
    """What a model was trained on; `sha256` of the table, or of each of its files; `rows` after cleaning."""

    name: str
    sha256: str | dict[str, str]
    rows: int
    cleaning: str


class SplitRecord(TypedDict):
    """How rows were held out (mi_core.datasets.splits): kind, seed where one drew them, rows of each part."""

    kind: str
    seed: NotRequired[int]
    folds: NotRequired[int]
    sizes: dict[str, int]


class TargetRecord(TypedDict):
    """One property: its unit, the least value that it can have, and how well it is predicted.

    `metrics` are those of held-out rows (n, mae, rmse, …): shares and coverages of 1, r2, counts, all else in the unit.
    `measured` says what they mean where that is not plain; `measured_on` holds, by name, metrics on further rows that
    training never saw, and `by_distance` those of the same rows, and of the held-out ones, by how far a composition is from
    those learned (evaluation.distance). `column` is that of the table, `intervals` the calibration (evaluation.conformal).
    """

    column: NotRequired[str]
    title: NotRequired[str]
    symbol: NotRequired[str]
    conditions: NotRequired[list[str]]
    unit: str
    minimum: float | None
    measured: NotRequired[str]
    metrics: Numbers
    intervals: NotRequired[dict[str, Any]]
    measured_on: NotRequired[dict[str, Numbers]]
    by_distance: NotRequired[dict[str, dict[str, Numbers]]]


#: One step of a pipeline: its dotted class, and the arguments of its constructor.
Step = TypedDict("Step", {"class": str, "parameters": dict[str, Any]})


class TrainingRecord(TypedDict):
    """How a training was done; the same again under `calibrated` where that was done anew, without training."""

    command: str
    date: str
    seconds: int | float
    machine: str
    versions: dict[str, str]
    revision: str
    calibrated: NotRequired[dict[str, Any]]


for record in (SplitRecord, TrainingRecord):
    record.__pydantic_config__ = cards.OPEN  # type: ignore[attr-defined, union-attr] # where pydantic looks for it


@dataclass(frozen=True, slots=True)
class ModelCard:
    """One trained model of any system.

    Attributes
    ----------
    name, title, summary : str
        Key, title for people, and a paragraph that says what answers and what it was trained on.
    takes : str
        "structure", "formula" or "sites"; of other systems, what it is in words.
    dataset, split, targets, pipeline, training
        See the records above; targets by key.
    domain : dict
        What training knew: `elements` (symbols); of crystals the `threshold` on the distance to the training set.
    files : dict
        SHA-256 of every other file of the model's folder.
    system : str
        To which it belongs.
    loader : str
        Dotted name of the function of mi_core that makes the model of its card and its folder.
    """

    name: str
    title: str
    summary: str
    takes: str
    dataset: DatasetRecord
    split: SplitRecord
    targets: dict[str, TargetRecord]
    domain: dict[str, Any]
    pipeline: list[Step]
    training: TrainingRecord
    files: dict[str, str]
    system: str = CRYSTALS
    loader: str = "mi_core.pretrained.store.load_predictor"
    __pydantic_config__ = cards.EXACT

    def write(self, folder: Path) -> None:
        """Write the card as YAML into the model's folder."""
        cards.write_card(self, folder / CARD_FILE)


def read_model_card(folder: Path) -> ModelCard:
    """Read and check the card of a model's folder; InputError names the file and the keys that are wrong."""
    return cards.read_card(ModelCard, folder / CARD_FILE, cure="Train the model again.")
