"""Where the trained models of alloys live: safetensors beside a card in JSON; never pickle."""

from __future__ import annotations

import hashlib
import json
import os
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from mi_core.errors import InputError

TRAINED = Path(__file__).with_name("trained")
FOLDER_VARIABLE = "MI_ALLOY_MODELS"
CARD, WEIGHTS = "card.json", "weights.safetensors"
SURROGATE = "surrogate"


def trained_folder() -> Path:
    """Return the folder of trained models: `MI_ALLOY_MODELS` if set, else the one that ships."""
    return Path(os.environ.get(FOLDER_VARIABLE) or TRAINED)


def save_trained(name: str, model, card: dict[str, Any], folder: Path) -> Path:
    """Write a model's arrays and its card, the hash of the arrays on it; return the model's folder."""
    from safetensors.numpy import save_file

    home = folder / name
    home.mkdir(parents=True, exist_ok=True)
    hashes = {}
    if arrays := {key: np.ascontiguousarray(value) for key, value in model.state().items()}:
        save_file(arrays, home / WEIGHTS)
        hashes[WEIGHTS] = _sha256(home / WEIGHTS)
    text = json.dumps(card | {"files": hashes}, indent=1, ensure_ascii=False)
    (home / CARD).write_text(text + "\n", encoding="utf-8")
    return home


def read_card(name: str, folder: Path | None = None) -> dict[str, Any]:
    """Return the card of a trained model; InputError says how to train it when it is not there."""
    folder = folder or trained_folder()
    try:
        return json.loads((folder / name / CARD).read_text(encoding="utf-8"))
    except (OSError, json.JSONDecodeError) as error:
        raise InputError(
            f"The model {name!r} of alloys is not trained, or its card cannot be read; train it with "
            f"`python -m mi_core alloys train {name}`."
        ) from error


def trained_names(folder: Path | None = None) -> tuple[str, ...]:
    """Return the names of all trained models, the surrogate among them."""
    return tuple(sorted(path.parent.name for path in (folder or trained_folder()).glob(f"*/{CARD}")))


def load_trained(name: str, folder: Path | None = None):
    """Return a trained generator or the surrogate by name; InputError if it is not there or a file is not its card's."""
    folder = folder or trained_folder()
    card = read_card(name, folder)
    return _load(name, folder, card["files"].get(WEIGHTS, ""))


@lru_cache(maxsize=16)
def _load(name: str, folder: Path, sha256: str):
    card, path = read_card(name, folder), folder / name / WEIGHTS
    arrays = {}
    if sha256:
        if not path.is_file() or _sha256(path) != sha256:
            raise InputError(
                f"{WEIGHTS} of the model {name!r} of alloys is missing or is not the file of its card; restore it, or "
                f"train it again with `python -m mi_core alloys train {name}`."
            )
        from safetensors.numpy import load_file

        arrays = load_file(path)
    if name == SURROGATE:
        from mi_core.alloys.models.surrogate import Surrogate

        return Surrogate(**card["parameters"]).load_state(arrays, card["phases"], card["temperatures_k"])
    from mi_core.alloys.models.generators.registry import make_generator

    return make_generator(card["model"], **card["parameters"]).load_state(arrays)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
