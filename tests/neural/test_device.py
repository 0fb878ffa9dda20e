"""The device that networks run on."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
import torch

from mi_core.errors import InputError
from mi_core.neural.device import choose_device, to_device


@pytest.fixture
def two_gpus(monkeypatch):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 2)


@pytest.fixture
def no_gpu(monkeypatch):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)


@pytest.fixture(autouse=True)
def unset(monkeypatch):
    monkeypatch.delenv("MI_DEVICE", raising=False)


def test_without_a_gpu_it_is_the_cpu(no_gpu):
    assert choose_device() == torch.device("cpu")


def test_with_a_gpu_it_is_the_gpu_unless_told_otherwise(two_gpus, monkeypatch):
    assert choose_device() == torch.device("cuda")
    for wanted in ("cpu", "cuda:1"):
        monkeypatch.setenv("MI_DEVICE", wanted)
        assert choose_device() == torch.device(wanted)


@pytest.mark.parametrize("wanted", ["cuda", "gpu"])
def test_what_cannot_be_had_is_one_sentence(no_gpu, monkeypatch, wanted):
    monkeypatch.setenv("MI_DEVICE", wanted)
    with pytest.raises(InputError, match=f"must be one of cpu on this machine; got '{wanted}'"):
        choose_device()


@dataclass(frozen=True, slots=True)
class Batch:
    atoms: torch.Tensor
    n: int


def test_a_batch_moves_with_all_its_tensors():
    moved = to_device(Batch(torch.zeros(3), 2), torch.device("meta"))
    assert (moved.atoms.device.type, moved.atoms.shape, moved.n) == ("meta", (3,), 2)
    assert to_device(torch.zeros(2), torch.device("meta")).device.type == "meta"
