"""The encoders as files: weights in half precision, and hashes of the molecules that each learned."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from safetensors.numpy import load_file, save_file

from mi_core.molecules.encoders.encoders import UNTRAINED, Encoders
from mi_core.molecules.encoders.training import encoder
from mi_core.molecules.models.store import SYSTEM
from mi_core.pretrained.pipelines import WEIGHTS
from mi_core.pretrained.store import load_model, models_folder, save_files
from mi_core.targets import find_target

if TYPE_CHECKING:
    from pathlib import Path

    from mi_core.pretrained.card import ModelCard

NAME, LEARNED = "molecule-encoders", "learned.npz"


def load_encoders() -> Encoders:
    """Return the encoders that ship; InputError where they are missing or a file is not the one on its card."""
    return load_model(NAME, models_folder(SYSTEM))


def save_encoders(encoders: Encoders, card: ModelCard, folder: Path) -> ModelCard:
    """Write encoders into a folder of the card's name; return the card with the hashes of the files."""

    def write(place: Path) -> None:
        """Write weights and hashes."""
        weights = {
            f"{name}.{key}": np.ascontiguousarray(
                value.astype(np.float16) if value.dtype == np.float32 else value
            )
            for name, network in encoders.networks.items()
            for key, value in network.state().items()
        }
        save_file(weights, place / WEIGHTS)
        every = sorted(frozenset().union(*encoders.learned.values()))
        place_of = {digest: number for number, digest in enumerate(every)}
        known = np.zeros((len(every), len(encoders.tasks)), dtype=bool)
        for column, task in enumerate(encoders.tasks):
            known[[place_of[digest] for digest in encoders.learned[task]], column] = True
        digests = np.frombuffer(bytes.fromhex("".join(every)), dtype=np.uint8)
        np.savez_compressed(place / LEARNED, digests=digests, known=np.packbits(known, axis=1))

    return save_files(card, folder / card.name, write)


def load(card: ModelCard, home: Path) -> Encoders:
    """Return the encoders of a card and its folder, the loader on its card."""
    states: dict[str, dict[str, np.ndarray]] = {}
    for key, value in load_file(home / WEIGHTS).items():
        name, _, rest = key.partition(".")
        states.setdefault(name, {})[rest] = value.astype(np.float32) if value.dtype == np.float16 else value
    networks = {}
    for name in (*card.targets, UNTRAINED):
        classes = name != UNTRAINED and find_target(name).probability
        networks[name] = encoder(classification=classes).load_state(states[name])
    with np.load(home / LEARNED, allow_pickle=False) as found:
        digests = found["digests"].tobytes().hex()
        known = np.unpackbits(found["known"], axis=1, count=len(card.targets)).astype(bool)
    every = np.array([digests[start : start + 16] for start in range(0, len(digests), 16)], dtype=object)
    learned = {task: frozenset(every[known[:, column]]) for column, task in enumerate(card.targets)}
    return Encoders(networks, learned)
