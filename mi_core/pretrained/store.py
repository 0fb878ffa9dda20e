"""Where the trained models of all systems live, and how they are written and read: safetensors, skops, Parquet; no pickle.

The models that ship lie in `mi_core/pretrained/models` (of crystals) and in `mi_core/SYSTEM/models/trained` (of each
further system); `MI_MODELS` and `MI_SYSTEM_MODELS` name other folders in their place.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from safetensors.numpy import load_file, save_file

from mi_core.compact import write_compactly
from mi_core.descriptors.formulas import element_fractions
from mi_core.errors import InputError
from mi_core.evaluation.conformal import ConformalIntervals
from mi_core.evaluation.distance import KnownCompositions
from mi_core.evaluation.domain import DomainIndex
from mi_core.evaluation.groups import DistanceGroups
from mi_core.files import file_sha256
from mi_core.pretrained.card import CARD_FILE, CRYSTALS, ModelCard, read_model_card
from mi_core.pretrained.model import TrainedModel
from mi_core.pretrained.pipelines import ESTIMATOR, WEIGHTS, load_pipeline, named, save_pipeline
from mi_core.words import detail, find_named

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mi_core.structures.material import Material

PACKAGE = Path(__file__).parents[1]
MODELS = Path(__file__).parent / "models"
DOMAIN, TRAINING = "domain.safetensors", "training.parquet"
_UNFINISHED = ".unfinished"  # beside the models: what is being written, or replaced


def models_folder(system: str = CRYSTALS) -> Path:
    """Return the folder of a system's trained models: the one that its variable names, else the one that ships."""
    variable = "MI_MODELS" if system == CRYSTALS else f"MI_{system.upper()}_MODELS"
    shipped = MODELS if system == CRYSTALS else PACKAGE / system / "models" / "trained"
    return Path(os.environ.get(variable) or shipped)


def systems() -> list[str]:
    """Return the systems that may have trained models, crystals first."""
    return [CRYSTALS, *sorted(path.parents[1].name for path in PACKAGE.glob("*/models/trained"))]


def list_models(folder: Path | None = None, system: str | None = None) -> list[ModelCard]:
    """Return the cards of all trained models, or of one system's, by name; without a folder of those that ship."""
    cards = (_card(home) for home in _homes(folder, system).values())
    return [card for card in cards if system in (None, card.system)]


def readable_models(folder: Path, system: str | None = None) -> tuple[list[ModelCard], list[str]]:
    """Return the cards in a folder of the user's own models, by name, and a sentence for each that cannot be read."""
    found = []
    problems = [
        f"The folder {home} has no {CARD_FILE}, and so holds no model; restore that file, or remove the folder."
        for home in sorted(folder.glob("[!.]*"))
        if home.is_dir() and not (home / CARD_FILE).is_file()
    ]
    for home in _homes(folder).values():
        try:
            card = _card(home)
        except InputError as problem:
            problems.append(str(problem))
            continue
        if system in (None, card.system):
            found.append(card)
    return found, problems


def find_model_folder(name: str, folder: Path | None = None, system: str | None = None) -> Path:
    """Return the folder of a trained model; InputError names the ones there are and the closest."""
    return find_named("Model", name, _homes(folder, system), "(none is trained)")


def find_card(name: str, folder: Path | None = None) -> ModelCard:
    """Return the card of a trained model; InputError as `find_model_folder`."""
    return _card(find_model_folder(name, folder))


def _homes(folder: Path | None, system: str | None = None) -> dict[str, Path]:
    """Return the folder of each model by name; of two of one name the first counts."""
    shipped = [models_folder(one) for one in ([system] if system else systems())]
    homes: dict[str, Path] = {}
    for place in [folder] if folder else shipped:
        for path in sorted(place.glob(f"*/{CARD_FILE}")):
            homes.setdefault(path.parent.name, path.parent)
    return homes


def _card(home: Path) -> ModelCard:
    return _read_card(home, (home / CARD_FILE).stat().st_mtime_ns)


@lru_cache(maxsize=256)
def _read_card(home: Path, card_written_ns: int) -> ModelCard:  # noqa: ARG001 - a rewritten card is read anew
    return read_model_card(home)


def training_rows() -> dict[str, pd.DataFrame]:
    """Return id and formula of the rows that the models of crystals that ship learned, by data set, each row once."""
    rows: dict[str, list[pd.DataFrame]] = {}
    folder = models_folder()
    for card in list_models(folder, CRYSTALS):
        if TRAINING in card.files:
            frame = pd.read_parquet(folder / card.name / TRAINING, columns=["id", "formula"])
            rows.setdefault(card.dataset["name"], []).append(frame)
    return {dataset: pd.concat(parts).drop_duplicates("id") for dataset, parts in rows.items()}


def save_files(
    card: ModelCard, folder: Path, write: Callable[[Path], None], *, kept: Iterable[str] = ()
) -> ModelCard:
    """Write a model into `folder`, whole or not at all, and return its card with the hashes of the files.

    `write(place)` writes them; those named in `kept` are taken over from the model that is there.
    """
    place = folder.parent / _UNFINISHED / f"{folder.name}-{os.getpid()}"
    shutil.rmtree(place, ignore_errors=True)
    new, old = place / "new", place / "old"
    new.mkdir(parents=True)
    for name in kept:
        shutil.copy2(folder / name, new / name)
    write(new)
    card = replace(card, files={path.name: file_sha256(path) for path in sorted(new.iterdir())})
    card.write(new)
    if folder.exists():
        folder.rename(old)
    new.rename(folder)
    shutil.rmtree(place)
    with contextlib.suppress(OSError):  # another one is being written
        place.parent.rmdir()
    return card


def save_model(model: TrainedModel, folder: Path, *, keep_weights: bool = False) -> TrainedModel:
    """Write a predictor into `folder` and return it with the files' hashes on its card.

    `keep_weights` leaves the file of the pipeline that is there.
    """

    def write(place: Path) -> None:
        if not keep_weights:
            save_pipeline(model.pipeline, place)
        points: dict[str, np.ndarray] = {
            "centre": model.domain.centre.astype(np.float32),
            "axes": np.ascontiguousarray(model.domain.axes, dtype=np.float32),
            "points": model.domain.points.astype(np.float16),
        }
        save_file(points, place / DOMAIN)
        write_compactly(model.training, place / TRAINING)

    kept = [name for name in (WEIGHTS, ESTIMATOR) if keep_weights and (folder / name).exists()]
    return replace(model, card=save_files(model.card, folder, write, kept=kept))


def load_model(name: str, folder: Path | None = None, system: str | None = None):
    """Return a trained model by name; InputError if it is unknown or a file is not the one on its card."""
    home = find_model_folder(name, folder, system)
    return _load(home, (home / CARD_FILE).stat().st_mtime_ns)


@lru_cache(maxsize=32)
def _load(home: Path, card_written_ns: int):
    card = _read_card(home, card_written_ns)
    for file, expected in card.files.items():
        if not (home / file).is_file() or file_sha256(home / file) != expected:
            raise InputError(
                f"{file} of model {home.name!r} is missing or is not the file of its card; restore it, or {_again(card)}."
            )
    try:
        return named(card.loader, "name loaders")(card, home)
    except (InputError, MemoryError):
        raise
    except (
        Exception
    ) as error:  # hashes are right: whatever a loader or a library stumbles over is of another format
        raise InputError(
            f"The model {home.name!r} in {home.parent} cannot be read: it is damaged, or of another version's format "
            f"({type(error).__name__}: {detail(error)}); {_again(card)}."
        ) from error


def _again(card: ModelCard) -> str:
    """Return how to come by a model again; one that a job made has no command."""
    command = card.training["command"]
    return f"train the model again with `{command}`" if command else "train the model again"


def load_predictor(card: ModelCard, home: Path) -> TrainedModel:
    """Return a model of crystals, the loader on their cards."""
    training = pd.read_parquet(home / TRAINING)
    # Python's own strings: each batch of predictions looks names up, and Arrow's would be converted as a whole each time.
    training = training.astype(dict.fromkeys(("id", "formula"), object))
    return TrainedModel(
        card=card,
        pipeline=load_pipeline(home, card.pipeline),
        intervals={key: ConformalIntervals(**target["intervals"]) for key, target in card.targets.items()},
        domain=_load_domain(card, home),
        training=training,
        grouping=_grouping(card, training),
    )


def _grouping(card: ModelCard, training: pd.DataFrame) -> Callable[[Material], str] | None:
    """Return how a model names the group of a material, if not by its anion."""
    groups = card.domain.get("groups")
    if groups is None:
        return None
    known = KnownCompositions(training["formula"])
    return DistanceGroups(known, tuple(groups["optional"]), groups.get("series", False)).name


def _load_domain(card: ModelCard, folder: Path):
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
