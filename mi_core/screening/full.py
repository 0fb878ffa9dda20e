"""The screening of all candidates by the default model, kept as a file so that the page opens with it.

python -m mi_core.screening.full

A result of our own model, not of training data: values rounded to 0.1 meV/atom, beside the card of how they were made.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from mi_core.cards import read_card, write_card
from mi_core.screening.chemistry.elements import ELEMENTS
from mi_core.screening.predictor import default_card, find_predictor
from mi_core.screening.screen import screen
from mi_core.screening.triples import triples

if TYPE_CHECKING:
    from collections.abc import Callable

    from mi_core.pretrained.card import ModelCard

FOLDER = Path(__file__).with_name("full")
TABLE, CARD = "screening.parquet", "card.yaml"
DIGITS = {"value": 4, "lower": 4, "upper": 4, "tolerance_factor": 4, "bartel_tau": 3, "lattice_a": 4}
COMMAND = "python -m mi_core.screening.full"


def full_screening(progress: Callable[[int, int], None] | None = None) -> pd.DataFrame:
    """Return the frame of all candidates as `screen` makes it: the stored one, or a new one where the model differs."""
    stored = stored_screening()
    return screen(triples(), progress=progress) if stored is None else stored


def stored_screening() -> pd.DataFrame | None:
    """Return the stored frame; None where there is none, or where it is by another model than the one in the store."""
    card, model = stored_card(), default_card()
    if card is None or model is None or card["model"] != identity(model):
        return None
    frame = pd.read_parquet(FOLDER / TABLE)
    of_elements = pd.CategoricalDtype(list(ELEMENTS))
    sites = {site: frame[site].astype(of_elements) for site in "abx"}
    # 0.025 of 32 bits is more than 0.025: back to the decimals that were meant, so that thresholds part rightly
    numbers = {name: frame[name].astype(float).round(digits) for name, digits in DIGITS.items()}
    return frame.assign(**sites, **numbers)


def stored_card() -> dict[str, Any] | None:
    """Return how the stored screening was made: model and its files' hashes, command, date, number of rows."""
    path = FOLDER / CARD
    return read_card(dict, path, f"Make it again with `{COMMAND}`.") if path.is_file() else None


def identity(model: ModelCard) -> dict[str, Any]:
    """Return what tells one trained model from another."""
    return {"name": model.name, "files": dict(model.files)}


def write_screening() -> Path:
    """Screen all candidates, write table and card into FOLDER, and return it."""
    predictor = find_predictor()
    frame = screen(triples(), model=predictor.trained)
    rounded = {name: frame[name].round(digits).astype("float32") for name, digits in DIGITS.items()}
    FOLDER.mkdir(parents=True, exist_ok=True)
    frame.assign(**rounded).to_parquet(FOLDER / TABLE, index=False, compression="zstd", compression_level=19)
    card = {
        "title": "All ordered triples of 64 elements, screened",
        "model": identity(predictor.trained.card),
        "rows": len(frame),
        "command": COMMAND,
        "date": datetime.now(UTC).date().isoformat(),
        "rounded_to_decimals": DIGITS,
    }
    write_card(card, FOLDER / CARD)
    return FOLDER


if __name__ == "__main__":
    print(write_screening())  # noqa: T201 - a command
