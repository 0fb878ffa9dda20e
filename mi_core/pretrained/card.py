"""The card of a trained model: what it predicts, from what, how well, and how it was made."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any

import yaml

from mi_core.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

CARD_FILE = "card.yaml"


@dataclass(frozen=True, slots=True)
class ModelCard:
    """One trained model.

    Attributes
    ----------
    name, title, summary : str
        Key, title for people, and a paragraph that says what answers and what it was trained on.
    takes : str
        "structure", "formula" or "sites".
    dataset : dict
        name, sha256 of the table, rows used, rows dropped by each cleaning rule.
    split : dict
        kind, seed, sizes (mi_core.datasets.splits).
    targets : dict
        For each target key: `column` of the table, `unit`, `minimum` (or null), `metrics` on held-out rows (n, mae, rmse,
        r2, baseline_mae, coverage, mae_inside and mae_outside the domain) and `intervals` (quantile, floor, coverage,
        n_calibration, by_family, largest_scale); where it was measured, `measured_on`: by data set the scores on further
        rows that training never saw (`pretrained.measured.score`).
    domain : dict
        `threshold` on the distance to the training set, `elements` seen in training (symbols).
    pipeline : list of dict
        Class and parameters of each step.
    training : dict
        command, date, seconds, machine, versions of the libraries, revision of the code; the same again under `calibrated`
        where intervals and domain were calibrated anew, without training.
    files : dict
        SHA-256 of every other file of the model's folder.
    """

    name: str
    title: str
    summary: str
    takes: str
    dataset: dict[str, Any]
    split: dict[str, Any]
    targets: dict[str, dict[str, Any]]
    domain: dict[str, Any]
    pipeline: list[dict[str, Any]]
    training: dict[str, Any]
    files: dict[str, str]

    def write(self, folder: Path) -> None:
        """Write the card as YAML into the model's folder."""
        text = yaml.safe_dump(asdict(self), sort_keys=False, allow_unicode=True, width=110)
        (folder / CARD_FILE).write_text(text, encoding="utf-8")


def read_model_card(folder: Path) -> ModelCard:
    """Read and check the card of a model's folder; InputError names the file and the keys that are wrong."""
    path = folder / CARD_FILE
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise InputError(f"The model card {path} cannot be read: {error}. Train the model again.") from error
    expected = {field.name for field in fields(ModelCard)}
    got = set(raw) if isinstance(raw, dict) else set()
    if got != expected:
        wrong = ", ".join(sorted(expected ^ got))
        raise InputError(f"The model card {path} must have exactly its {len(expected)} keys; check: {wrong}.")
    return ModelCard(**raw)
