"""Tensors on disk."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from mi_core.neural.blocks import ResidualBlock, multilayer_perceptron
from mi_core.neural.saving import load_tensors, save_tensors, weights_from_arrays, weights_to_arrays
from mi_core.regressors.dense_network import DenseRegressor
from mi_core.regressors.neural import round_matrices


def test_what_is_written_is_read(tmp_path):
    path = tmp_path / "new" / "state.safetensors"
    save_tensors(path, {"a/b": torch.arange(6.0).view(2, 3).T}, {"epoch": 3, "loss": 0.1})
    tensors, notes = load_tensors(path)
    assert torch.equal(tensors["a/b"], torch.arange(6.0).view(2, 3).T)
    assert notes == {"epoch": 3, "loss": 0.1}
    assert [file.name for file in path.parent.iterdir()] == ["state.safetensors"]


def test_a_write_that_fails_leaves_the_file_that_was_there(tmp_path):
    path = tmp_path / "state.safetensors"
    save_tensors(path, {"a": torch.ones(2)}, {})
    with pytest.raises(TypeError):
        save_tensors(path, {"a": torch.zeros(2)}, {"not JSON": object()})
    assert torch.equal(load_tensors(path)[0]["a"], torch.ones(2))


def test_weights_become_arrays_and_weights_again():
    block = ResidualBlock(4, 6)
    arrays = weights_to_arrays(block, "net.", np.float16)
    assert {array.dtype for array in arrays.values()} == {np.dtype(np.float16)}
    again = ResidualBlock(4, 6)
    again.load_state_dict(weights_from_arrays(arrays | {"other": np.zeros(1)}, "net."))
    x = torch.ones(2, 4)
    torch.testing.assert_close(again(x), block(x), atol=5e-3, rtol=0)


def test_blocks_have_the_layers_asked_for():
    hidden = multilayer_perceptron(3, 8, None, depth=2, dropout=0.1)
    assert [type(layer).__name__ for layer in hidden] == 2 * ["Linear", "SiLU", "Dropout"]
    whole = multilayer_perceptron(3, 8, 2, depth=1)
    assert [tuple(p.shape) for p in whole.parameters()] == [(8, 3), (8,), (2, 8), (2,)]


def test_matrices_of_an_estimator_are_rounded_to_half_and_scales_of_its_input_are_not():
    network = torch.nn.Linear(2, 2)
    network.register_buffer("scale", torch.tensor([[2.04e-7, 1.001]]))  # half precision has neither
    with torch.no_grad():
        network.weight.copy_(torch.tensor([[1.0001, 0.5], [2.0, 3.0]]))
        network.bias.fill_(1.0001)
    arrays = kept(round_matrices(network))
    assert {key: array.dtype.name for key, array in arrays.items()} == {
        "weight": "float16",
        "bias": "float32",
        "scale": "float32",
    }
    assert network.weight[0, 0] == 1.0  # what answers now is what is stored
    np.testing.assert_array_equal(arrays["scale"], np.float32([[2.04e-7, 1.001]]))
    np.testing.assert_array_equal(arrays["bias"], np.float32([1.0001, 1.0001]))


def kept(network: torch.nn.Module) -> dict[str, np.ndarray]:
    """Return what an estimator of one network stores of it."""
    model = DenseRegressor()
    model.target_mean_ = model.target_scale_ = model.center_ = model.spread_ = model.furthest_ = np.ones(1)
    model.networks_ = [network]
    prefix = "network0."
    return {key.removeprefix(prefix): array for key, array in model.state().items() if key.startswith(prefix)}
