"""Where networks run: the GPU where there is one, else the CPU, or what `MI_DEVICE` says."""

from __future__ import annotations

import os
from dataclasses import fields, is_dataclass, replace

import torch

from mi_core.errors import InputError


def choose_device() -> torch.device:
    """Return the device of `MI_DEVICE`, else the first GPU, else the CPU; InputError for one that cannot be had."""
    n_gpus = torch.cuda.device_count() if torch.cuda.is_available() else 0
    there = ["cpu", *(["cuda"] if n_gpus else []), *(f"cuda:{number}" for number in range(n_gpus))]
    wanted = os.environ.get("MI_DEVICE", "").strip().lower()
    if not wanted:
        return torch.device("cuda" if n_gpus else "cpu")
    if wanted not in there:
        raise InputError(
            f"MI_DEVICE must be one of {', '.join(there)} on this machine; got {wanted!r}; unset it to use what is there."
        )
    return torch.device(wanted)


def device_of(network: torch.nn.Module) -> torch.device:
    """Return the device that a network is on."""
    return next(network.parameters()).device


def to_device(batch, device: torch.device):
    """Return a tensor, or a dataclass that holds tensors, on the device."""
    if isinstance(batch, torch.Tensor):
        return batch.to(device)
    if is_dataclass(batch) and not isinstance(batch, type):
        return replace(batch, **{f.name: to_device(getattr(batch, f.name), device) for f in fields(batch)})
    return batch
