"""The model of all tasks as files: safetensors for networks, packed arrays, a zip of texts for trees; no pickle."""

from __future__ import annotations

import zipfile
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from safetensors.numpy import load_file, save_file

from mi_core.evaluation.conformal import ConformalIntervals
from mi_core.molecules.models.bands import ProbabilityBands
from mi_core.molecules.models.members.boosted import BoostedTrees
from mi_core.molecules.models.members.kernel import KernelBasis, KernelRidge
from mi_core.molecules.models.members.networks import FoldNetworks, network
from mi_core.molecules.models.references import References
from mi_core.molecules.models.tasks_model import TaskModel, TasksModel
from mi_core.pretrained.store import load_model, models_folder, save_files

if TYPE_CHECKING:
    from pathlib import Path

    from mi_core.pretrained.card import ModelCard

SYSTEM, TASKS_MODEL = "molecules", "molecular-tasks"
NETWORKS, TREES, ARRAYS, KNOWN = (
    "networks.safetensors",
    "trees.zip",
    "arrays.npz",
    "known.npz",
)
_BASIS, _KERNEL = ("mean", "spread", "rows", "counts"), ("places", "weights", "settings")
_BANDS = ("knots", "lowest", "highest")


def load_tasks_model() -> TasksModel:
    """Return the model of all tasks; InputError where it is missing or a file is not the one on its card."""
    return load_model(TASKS_MODEL, models_folder(SYSTEM))


def save_tasks_model(model: TasksModel, folder: Path) -> ModelCard:
    """Write the model into a folder of its name; return its card with the hashes of the files."""
    return save_files(model.card, folder / model.card.name, partial(_write, model))


def _write(model: TasksModel, place: Path) -> None:
    # Half precision changes no answer by as much as a hundredth of its expected error, and halves the file.
    networks = {
        f"{number}.{key}": _half(value)
        for number, one in enumerate(model.networks.networks)
        for key, value in one.state().items()
    }
    save_file(networks, place / NETWORKS)
    with zipfile.ZipFile(place / TREES, "w", zipfile.ZIP_LZMA) as archive:
        for task, parts in model.of_task.items():
            archive.writestr(f"{task}.txt", parts.trees.text)
    arrays: dict[str, np.ndarray] = {f"basis.{name}": getattr(model.basis, name) for name in _BASIS}
    for task, parts in model.of_task.items():
        arrays[f"{task}.columns"] = parts.trees.columns.astype(np.int16)
        if parts.kernel is not None:
            arrays |= {f"{task}.kernel.{name}": getattr(parts.kernel, name) for name in _KERNEL}
        if parts.bands is not None:
            arrays |= {f"{task}.bands.{name}": getattr(parts.bands, name) for name in _BANDS}
    np.savez_compressed(place / ARRAYS, **arrays)  # type: ignore[arg-type] # as numpy's stubs have it
    known = model.references
    digests = b"".join(bytes.fromhex(name.removeprefix("mol-")) for name in known.ids)
    np.savez_compressed(
        place / KNOWN,
        ids=np.frombuffer(digests, dtype=np.uint8),
        bits=known.bits.view(np.uint8),
        measured=np.packbits(known.measured, axis=1),
    )


def _half(value: np.ndarray) -> np.ndarray:
    return np.ascontiguousarray(value.astype(np.float16) if value.dtype == np.float32 else value)


def load(card: ModelCard, home: Path) -> TasksModel:
    """Return the model of a card and its folder, the loader on its card."""
    tasks = tuple(card.targets)
    arrays = _arrays(home / ARRAYS)
    with zipfile.ZipFile(home / TREES) as archive:
        texts = {task: archive.read(f"{task}.txt").decode() for task in tasks}
    of_task = {task: _task_model(task, card, texts[task], arrays) for task in tasks}
    basis = KernelBasis(**{name: arrays[f"basis.{name}"] for name in _BASIS})
    return TasksModel(
        card,
        _networks(tasks, load_file(home / NETWORKS)),
        of_task,
        basis,
        _known(_arrays(home / KNOWN), len(tasks)),
    )


def _arrays(path: Path) -> dict[str, np.ndarray]:
    with np.load(path, allow_pickle=False) as found:
        return dict(found)


def _networks(tasks: tuple[str, ...], arrays: dict[str, np.ndarray]) -> FoldNetworks:
    states: dict[str, dict[str, np.ndarray]] = {}
    for key, value in arrays.items():
        number, _, name = key.partition(".")
        states.setdefault(number, {})[name] = value.astype(np.float32) if value.dtype == np.float16 else value
    found = []
    for state in states.values():
        beside = len(state["network0.beside.mean"])
        found.append(network(tasks, beside).load_state(state))
    return FoldNetworks(tasks, tuple(found))


def _task_model(task: str, card: ModelCard, text: str, arrays: dict[str, np.ndarray]) -> TaskModel:
    record: dict[str, Any] = card.targets[task]["intervals"]
    kernel = {name: arrays[f"{task}.kernel.{name}"] for name in _KERNEL if f"{task}.kernel.{name}" in arrays}
    bands = {name: arrays[f"{task}.bands.{name}"] for name in _BANDS if f"{task}.bands.{name}" in arrays}
    return TaskModel(
        weights=np.array(record["weights"]),
        trees=BoostedTrees(text, arrays[f"{task}.columns"]),
        kernel=KernelRidge(**kernel) if kernel else None,
        intervals=ConformalIntervals(**record["conformal"]) if "conformal" in record else None,
        bands=ProbabilityBands(record["slope"], record["offset"], **bands) if bands else None,
        edges=tuple(record["edges"]),
        least_similar=record["least_similar"],
    )


def _known(arrays: dict[str, np.ndarray], tasks: int) -> References:
    ids = np.array([f"mol-{bytes(row).hex()}" for row in arrays["ids"].reshape(len(arrays["bits"]), -1)])
    measured = np.unpackbits(arrays["measured"], axis=1, count=tasks).astype(bool)
    return References(ids, np.ascontiguousarray(arrays["bits"]).view(np.uint64), measured)
