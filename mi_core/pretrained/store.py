"""Where trained models live, and how they are written and read: safetensors, skops and Parquet; never pickle."""

from __future__ import annotations

import hashlib
import os
from contextvars import ContextVar
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd

from mi_core.errors import InputError
from mi_core.pretrained.card import CARD_FILE, ModelCard, read_model_card
from mi_core.pretrained.model import TrainedModel
from mi_core.words import did_you_mean

MODELS = Path(__file__).parent / "models"
WEIGHTS, ESTIMATOR, DOMAIN, TRAINING = (
    "weights.safetensors",
    "estimator.skops",
    "domain.safetensors",
    "training.parquet",
)
#: Folders of the user's own models, set by `pretrained.extra.extra_models`.
EXTRA_FOLDERS: ContextVar[tuple[Path, ...]] = ContextVar("extra_folders", default=())
TRUSTED_PREFIXES = ("mi_core.", "sklearn.", "numpy.", "scipy.", "lightgbm.", "collections.", "builtins.")


def models_folder() -> Path:
    """Return the folder of trained models: `MI_MODELS` if set, else the one that ships."""
    return Path(os.environ.get("MI_MODELS") or MODELS)


def list_models(folder: Path | None = None) -> list[ModelCard]:
    """Return the cards of all trained models, by name; without a folder also the user's own in use."""
    return [read_model_card(home) for home in _homes(folder).values()]


def find_model_folder(name: str, folder: Path | None = None) -> Path:
    """Return the folder of a trained model; InputError names the ones there are and the closest."""
    homes = _homes(folder)
    if name in homes:
        return homes[name]
    raise InputError(
        f"Model {name!r} is not known; choose one of {', '.join(homes) or '(none is trained)'}.{did_you_mean(name, homes)}"
    )


def _homes(folder: Path | None) -> dict[str, Path]:
    """Return the folder of each model by name; of two of one name the one that ships counts."""
    homes: dict[str, Path] = {}
    for place in [folder] if folder else [models_folder(), *EXTRA_FOLDERS.get()]:
        for path in sorted(place.glob(f"*/{CARD_FILE}")):
            homes.setdefault(path.parent.name, path.parent)
    return homes


def save_model(model: TrainedModel, folder: Path, *, keep_weights: bool = False) -> TrainedModel:
    """Write the model into `folder` and return it with the files' hashes on its card.

    `keep_weights` leaves the file of the pipeline that is there.
    """
    from safetensors.numpy import save_file

    folder.mkdir(parents=True, exist_ok=True)
    if not keep_weights:
        for old in folder.iterdir():
            old.unlink()
        save_pipeline(model.pipeline, folder)
    points = {
        "centre": model.domain.centre.astype(np.float32),
        "axes": np.ascontiguousarray(model.domain.axes, dtype=np.float32),
        "points": model.domain.points.astype(np.float16),
    }
    save_file(points, folder / DOMAIN)
    model.training.to_parquet(folder / TRAINING, index=False, compression="zstd")
    hashes = {path.name: _sha256(path) for path in sorted(folder.iterdir()) if path.name != CARD_FILE}
    card = replace(model.card, files=hashes)
    card.write(folder)
    return replace(model, card=card)


def load_model(name: str, folder: Path | None = None) -> TrainedModel:
    """Return a trained model by name; InputError if it is unknown or a file is not the one on its card."""
    home = find_model_folder(name, folder)
    return _load(name, home, (home / CARD_FILE).stat().st_mtime_ns)


@lru_cache(maxsize=16)
def _load(name: str, home: Path, card_written_ns: int) -> TrainedModel:  # noqa: ARG001 - a new card is a new model
    card = read_model_card(home)
    for file, expected in card.files.items():
        if not (home / file).is_file() or _sha256(home / file) != expected:
            raise InputError(
                f"{file} of model {name!r} is missing or is not the file of its card; restore it, or train the model again."
            )
    return TrainedModel(
        card=card,
        pipeline=load_pipeline(home, _untrained(card, home)),
        intervals=_intervals(card),
        domain=_load_domain(card, home),
        training=pd.read_parquet(home / TRAINING),
    )


def save_pipeline(pipeline, folder: Path) -> None:
    """Write a fitted pipeline: neural estimators as arrays (their parameters go on the card), all others whole to skops."""
    if hasattr(pipeline[-1], "state"):
        from safetensors.numpy import save_file

        save_file({k: np.ascontiguousarray(v) for k, v in pipeline[-1].state().items()}, folder / WEIGHTS)
    else:
        import zipfile

        import skops.io

        skops.io.dump(pipeline, folder / ESTIMATOR, compression=zipfile.ZIP_DEFLATED, compresslevel=9)


def load_pipeline(folder: Path, untrained):
    """Return the pipeline that `save_pipeline` wrote; `untrained` has the parameters of one that is kept as arrays.

    InputError when the file holds types that are not trusted.
    """
    if (folder / WEIGHTS).exists():
        from safetensors.numpy import load_file

        for _, step in untrained.steps[:-1]:
            step.fit(None)  # checks its names; descriptors learn nothing from rows
        untrained[-1].load_state(load_file(folder / WEIGHTS))
        return untrained
    import skops.io

    path = folder / ESTIMATOR
    unknown = skops.io.get_untrusted_types(file=path)
    foreign = [name for name in unknown if not name.startswith(TRUSTED_PREFIXES)]
    if foreign:
        raise InputError(
            f"{path.name} of model {folder.name!r} holds types that are not trusted: {', '.join(foreign)}."
        )
    return skops.io.load(path, trusted=unknown)


def describe_pipeline(pipeline) -> list[dict]:
    """Return class and parameters of each step, as plain values for the card."""
    return [
        {
            "class": f"{type(step).__module__}.{type(step).__name__}",
            "parameters": plain(step.get_params(deep=False)),
        }
        for _, step in pipeline.steps
    ]


def build_pipeline(steps: list[dict]):
    """Return the untrained pipeline that `describe_pipeline` described; only classes of mi_core are built."""
    from importlib import import_module

    from sklearn.pipeline import make_pipeline

    built = []
    for step in steps:
        module, _, name = step["class"].rpartition(".")
        if not module.startswith("mi_core."):
            raise InputError(f"Model cards may name classes of mi_core only; got {step['class']!r}.")
        built.append(getattr(import_module(module), name)(**step["parameters"]))
    return make_pipeline(*built)


def _untrained(card: ModelCard, folder: Path):
    """Return the pipeline of the card if its estimator is kept as arrays, else None: skops files hold all."""
    return build_pipeline(card.pipeline) if (folder / WEIGHTS).exists() else None


def plain(value):
    """Return nested numpy scalars, arrays and tuples as plain Python values, which YAML can hold."""
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    if isinstance(value, np.generic):
        return value.item()
    return value if isinstance(value, (str, int, float, bool, type(None))) else str(value)


def _intervals(card: ModelCard):
    from mi_core.evaluation.conformal import ConformalIntervals

    return {key: ConformalIntervals(**target["intervals"]) for key, target in card.targets.items()}


def _load_domain(card: ModelCard, folder: Path):
    from safetensors.numpy import load_file

    from mi_core.descriptors.formulas import element_fractions
    from mi_core.evaluation.domain import DomainIndex

    arrays = load_file(folder / DOMAIN)
    elements = frozenset(
        int(element_fractions(symbol).atomic_numbers[0]) for symbol in card.domain["elements"]
    )
    return DomainIndex(
        arrays["centre"],
        arrays["axes"],
        arrays["points"].astype(np.float32),
        card.domain["threshold"],
        elements,
    )


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
