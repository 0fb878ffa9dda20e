"""The ranking of all candidates: shipped as a file so that the page opens with it, computed and kept where it does not fit.

python -m mi_core.thermoelectrics.ranking.full

Predictions of our own model, not training data: logarithms to 0.001, S to 0.1 µV/K, beside the card of how they were made.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mi_core.cards import read_card, write_card
from mi_core.datasets.loading import fetch_dataset, find_table, load_dataset
from mi_core.datasets.paths import cache_folder
from mi_core.datasets.registry import find_dataset
from mi_core.files import file_sha256, written_whole
from mi_core.thermoelectrics.ranking.candidates import GAP, HULL, TABLE, candidates
from mi_core.thermoelectrics.ranking.known import MEASURED, computed_by_ricci, computed_key, measured_classes
from mi_core.thermoelectrics.ranking.predicted import (
    CARRIERS,
    find_model,
    half_width_key,
    model_card,
    predicted,
    target_keys,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from mi_core.pretrained.card import ModelCard

FOLDER = Path(__file__).with_name("full")
FILE, CARD = "ranking.parquet", "card.yaml"
COMMAND = "python -m mi_core.thermoelectrics.ranking.full"
LOG_DIGITS, SEEBECK_DIGITS = 3, 1


def decimals() -> dict[str, int]:
    """Return to how many decimals each column is kept."""
    digits = {GAP: 4, HULL: 4}
    for carriers in CARRIERS:
        power, seebeck, sigma = target_keys(carriers)
        digits |= dict.fromkeys((power, sigma, half_width_key(carriers), computed_key(carriers)), LOG_DIGITS)
        digits[seebeck] = SEEBECK_DIGITS
    return digits


def rank_all(progress: Callable[[int, int], None] | None = None) -> pd.DataFrame:
    """Return all rows of TABLE with what the model says of them and what is known; InputError without table or model."""
    model = find_model()
    frame = predicted(candidates(load_dataset(TABLE).frame), model, progress)
    return finished(frame)


def finished(frame: pd.DataFrame) -> pd.DataFrame:
    """Return predicted candidates rounded as they are kept, with what was computed and MEASURED."""
    known = frame.join(computed_by_ricci(frame["id"])).assign(
        **{MEASURED: measured_classes(frame["formula"])}
    )
    rounded = {name: known[name].astype(float).round(places) for name, places in decimals().items()}
    return known.assign(**rounded)


def kept_ranking() -> pd.DataFrame | None:
    """Return the ranking of `kept_file`; None where there is none."""
    path = kept_file()
    return None if path is None else read_ranking(path)


def kept_file() -> Path | None:
    """Return the ranking by the model in the store: computed here of the table at hand, else shipped; None for neither."""
    card = model_card()
    if card is None:
        return None
    own = kept_path(card)
    if own is not None and own.is_file():
        return own
    shipped = shipped_card()
    return FOLDER / FILE if shipped is not None and shipped["model"] == identity(card) else None


def read_ranking(path: Path) -> pd.DataFrame:
    """Return a kept ranking; 0.1 of 32 bits is more than 0.1: back to the decimals that were meant."""
    import pandas as pd

    frame = pd.read_parquet(path)
    return frame.assign(**{name: frame[name].astype(float).round(n) for name, n in decimals().items()})


def kept_path(card: ModelCard) -> Path | None:
    """Return the file of the ranking of the table at hand by a model; None where the table is not at hand."""
    table = find_table(find_dataset(TABLE))
    if table is None:
        return None
    digest = _digest({**identity(card), "table": file_sha256(table)})[:16]
    return cache_folder() / "rankings" / f"thermoelectrics-{digest}.parquet"


def keep(frame: pd.DataFrame) -> Path | None:
    """Keep a ranking of the table at hand by the model in the store, and return its file; None where either is missing."""
    card = model_card()
    path = kept_path(card) if card is not None else None
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(frame, path)
    return path


def is_of_another_table(path: Path) -> bool:
    """Return whether a kept ranking is the one that ships, and the table at hand another than it was made of."""
    table, card = find_table(find_dataset(TABLE)), shipped_card()
    if path != FOLDER / FILE or table is None or card is None:
        return False
    return card["table"]["sha256"] != file_sha256(table)


def shipped_card() -> dict[str, Any] | None:
    """Return how the ranking that ships was made: model and its files' hashes, table, command, date, number of rows."""
    path = FOLDER / CARD
    return read_card(dict, path, f"Make it again with `{COMMAND}`.") if path.is_file() else None


def identity(model: ModelCard) -> dict[str, Any]:
    """Return what tells one trained model, and its calibration, which is on its card, from another."""
    calibration = {key: target.get("intervals") for key, target in model.targets.items()}
    calibrated = _digest({"intervals": calibration, "domain": model.domain})
    return {"name": model.name, "files": dict(model.files), "calibration": calibrated}


def ship() -> Path:
    """Rank all rows of the table, write ranking and card into FOLDER, and return it."""
    fetch_dataset(TABLE)
    frame = rank_all()
    FOLDER.mkdir(parents=True, exist_ok=True)
    _write(frame, FOLDER / FILE)
    table = find_table(find_dataset(TABLE))
    card = {
        "title": "Compounds of the Materials Project, ranked by predicted power factor",
        "model": identity(find_model().card),
        "table": {"name": TABLE, "sha256": file_sha256(table) if table else ""},
        "rows": len(frame),
        "command": COMMAND,
        "date": datetime.now(UTC).date().isoformat(),
        "rounded_to_decimals": decimals(),
    }
    write_card(card, FOLDER / CARD)
    return FOLDER


def _digest(content: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _write(frame: pd.DataFrame, path: Path) -> None:
    small = frame.astype(dict.fromkeys(decimals(), "float32"))
    with written_whole(path) as partial:
        small.to_parquet(partial, index=False, compression="zstd", compression_level=19)


if __name__ == "__main__":
    print(ship())  # noqa: T201 - a command
