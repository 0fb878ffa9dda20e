"""Potentials as folders: a card with hashes, arrays in safetensors, settings in JSON, tables of held-out frames.

Those that ship lie in `mi_core/potentials/models/trained`; those of a workspace in WORKSPACE/potentials.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from safetensors.numpy import load_file, save_file

from mi_core.errors import InputError
from mi_core.potentials.intervals import KNOWN, intervals_from
from mi_core.potentials.kinds import find_kind
from mi_core.potentials.learned import LearnedPotential
from mi_core.potentials.learning import SYSTEM
from mi_core.pretrained.card import CARD_FILE
from mi_core.pretrained.pipelines import WEIGHTS
from mi_core.pretrained.store import list_models, load_model, models_folder, readable_models, save_files
from mi_core.words import find_named

if TYPE_CHECKING:
    from pathlib import Path

    from mi_core.pretrained.card import ModelCard

SETTINGS, HELD_OUT, FORCES = "settings.json", "held_out.parquet", "held_out_forces.parquet"


def own_potentials(workspace: Path) -> Path:
    """Return where a workspace keeps its own potentials."""
    return workspace / "potentials"


def shipped_potentials() -> list[ModelCard]:
    """Return the cards of the potentials that ship."""
    return list_models(models_folder(SYSTEM), SYSTEM)


def potentials_of(workspace: Path) -> tuple[list[ModelCard], list[str]]:
    """Return the cards of a workspace's own potentials, and a sentence for each that cannot be read."""
    return readable_models(own_potentials(workspace), SYSTEM)


def save_potential(learned: LearnedPotential, folder: Path) -> LearnedPotential:
    """Write a potential into `folder`, whole or not at all; return it with the hashes of the files on its card."""
    from dataclasses import replace

    arrays, settings = find_kind(learned.card.domain["kind"]).pack(learned.potential)

    def write(place: Path) -> None:
        save_file({name: np.ascontiguousarray(array) for name, array in arrays.items()}, place / WEIGHTS)
        (place / SETTINGS).write_text(json.dumps(settings, indent=1), encoding="utf-8")
        learned.held_out.to_parquet(place / HELD_OUT, index=False, compression="zstd")
        learned.held_out_forces.to_parquet(place / FORCES, index=False, compression="zstd")

    return replace(learned, card=save_files(learned.card, folder, write))


def load(card: ModelCard, home: Path) -> LearnedPotential:
    """Return the potential of a card and its folder, the loader on its card."""
    settings = json.loads((home / SETTINGS).read_text(encoding="utf-8"))
    potential = find_kind(card.domain["kind"]).unpack(load_file(home / WEIGHTS), settings)
    records = {key: target["intervals"] for key, target in card.targets.items()}
    return LearnedPotential(
        card,
        potential,
        intervals_from({**records, **{key: card.domain[key] for key in KNOWN}}),
        pd.read_parquet(home / HELD_OUT),
        pd.read_parquet(home / FORCES),
    )


def load_potential(name: str, workspace: Path | None = None) -> LearnedPotential:
    """Return a potential that ships, or one of a workspace, by name; InputError names the ones there are and the closest."""
    folders = [models_folder(SYSTEM), *([own_potentials(workspace)] if workspace else [])]
    homes = {
        path.parent.name: path.parent
        for folder in reversed(folders)
        for path in folder.glob(f"*/{CARD_FILE}")
    }
    home = find_named("Potential", name, homes, "(none is learned)")
    return load_model(home.name, home.parent)


def open_potential(name_or_folder: str) -> LearnedPotential:
    """Return a potential of a folder, or one that ships by its name; InputError if it is neither."""
    from pathlib import Path

    folder = Path(name_or_folder)
    if (folder / CARD_FILE).is_file():
        home = folder.resolve()
        learned = load_model(home.name, home.parent)
        if not isinstance(learned, LearnedPotential):
            raise InputError(
                f"The model in {name_or_folder!r} is no potential but one that takes {learned.card.takes!r}; name a "
                "folder that `potential train` wrote."
            )
        return learned
    if folder.is_dir():
        raise InputError(
            f"The folder {name_or_folder!r} has no {CARD_FILE}; name one that `potential train` wrote."
        )
    return load_potential(name_or_folder)
