"""Tensors on disk: safetensors, written whole or not at all; never pickle."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from mi_core.errors import InputError
from mi_core.files import written_whole

if TYPE_CHECKING:
    from pathlib import Path


def save_tensors(path: Path, tensors: dict[str, torch.Tensor], notes: dict[str, Any]) -> None:
    """Write named tensors and notes that JSON can hold; a file that is there stays until the new one is whole."""
    from safetensors.torch import save_file

    path.parent.mkdir(parents=True, exist_ok=True)
    with written_whole(path) as partial:
        whole = {key: value.contiguous() for key, value in tensors.items()}
        save_file(whole, partial, {"notes": json.dumps(notes)})


def load_tensors(path: Path) -> tuple[dict[str, torch.Tensor], dict[str, Any]]:
    """Return what `save_tensors` wrote, on the CPU; InputError for any other file."""
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, framework="pt") as file:
            return {key: file.get_tensor(key) for key in file.keys()}, json.loads(file.metadata()["notes"])  # noqa: SIM118
    except (SafetensorError, TypeError, KeyError) as error:
        raise InputError(
            f"{path} cannot be read as the state of a training; delete it and start again."
        ) from error


def weights_to_arrays(network: torch.nn.Module, prefix: str, dtype=np.float32) -> dict[str, np.ndarray]:
    """Return the weights of a network as arrays whose names begin with the prefix."""
    return {
        f"{prefix}{key}": value.numpy(force=True).astype(dtype) for key, value in network.state_dict().items()
    }


def weights_from_arrays(arrays: dict[str, np.ndarray], prefix: str) -> dict[str, torch.Tensor]:
    """Return the state dict, float32, of the arrays whose names begin with the prefix."""
    return {
        key.removeprefix(prefix): torch.from_numpy(value.astype(np.float32))
        for key, value in arrays.items()
        if key.startswith(prefix)
    }
