"""The trained models of alloys, in the store of all systems (`pretrained.store`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from mi_core.errors import InputError
from mi_core.pretrained.pipelines import WEIGHTS, build_step
from mi_core.pretrained.store import find_model_folder, list_models, load_model, models_folder, save_files

if TYPE_CHECKING:
    from pathlib import Path

    from mi_core.pretrained.card import ModelCard, Step

SYSTEM, SURROGATE = "alloys", "surrogate"


def trained_folder() -> Path:
    """Return the folder of trained models: `MI_ALLOYS_MODELS` if set, else the one that ships."""
    return models_folder(SYSTEM)


def trained_names(folder: Path | None = None) -> tuple[str, ...]:
    """Return the names of all trained models, the surrogate among them."""
    return tuple(card.name for card in list_models(folder or trained_folder()))


def load_trained(name: str, folder: Path | None = None):
    """Return a trained generator or the surrogate by name; InputError if it is not there or a file is not its card's."""
    folder = folder or trained_folder()
    try:
        find_model_folder(name, folder)
    except InputError as error:
        raise InputError(f"{error} Train models of alloys with `python -m mi_core alloys train`.") from error
    return load_model(name, folder)


def save_trained(model, card: ModelCard, folder: Path) -> ModelCard:
    """Write a model's arrays and its card into a folder of its name, and return the card with their hashes."""

    def write(home: Path) -> None:
        """Write the arrays, if the model has any."""
        from safetensors.numpy import save_file

        if arrays := {key: np.ascontiguousarray(value) for key, value in model.state().items()}:
            save_file(arrays, home / WEIGHTS)

    return save_files(card, folder / card.name, write)


def step_of(model) -> Step:
    """Return class and parameters of a model, for its card."""
    return {"class": f"{type(model).__module__}.{type(model).__name__}", "parameters": model.parameters()}


def load_generator(card: ModelCard, home: Path):
    """Return the generator of a card and its folder."""
    return build_step(card.pipeline[0]).load_state(_arrays(card, home))


def load_surrogate(card: ModelCard, home: Path):
    """Return the surrogate of a card and its folder."""
    grid: list[Any] = [card.domain[key] for key in ("phases", "temperatures_k")]
    return build_step(card.pipeline[0]).load_state(_arrays(card, home), *grid)


def _arrays(card: ModelCard, home: Path) -> dict[str, np.ndarray]:
    from safetensors.numpy import load_file

    return load_file(home / WEIGHTS) if WEIGHTS in card.files else {}
