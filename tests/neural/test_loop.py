"""The training loop: what an interruption leaves, which weights answer, and what the settings do."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import small_training
import torch
from small_training import run

from mi_core.errors import InputError
from mi_core.neural.loop import train
from mi_core.neural.settings import TrainingSettings

ROOT = Path(__file__).parent.parent.parent
WAYS = {
    "last weights": {},
    "averaged weights": {"averaging": 0.9, "full_batches": True, "decay_all": True},
    "best weights": {"validation_share": 0.25},
    "averaged weights, early stopping": {"averaging": 0.9, "validation_share": 0.25, "patience": 4},
}


def same(one, other):
    weights, losses = one
    for key, value in other[0].items():
        np.testing.assert_allclose(weights[key], value, rtol=1e-6, atol=1e-7)
    assert losses == pytest.approx({epoch: loss for epoch, loss in other[1].items() if epoch in losses})


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("epoch", [0, 3, 5])
def test_an_interrupted_training_ends_as_an_uninterrupted_one(way, epoch, tmp_path):
    checkpoint = tmp_path / "training.safetensors"
    with pytest.raises(KeyboardInterrupt):
        run(checkpoint, stop_in_epoch=epoch, **way)
    torch.manual_seed(99)
    torch.rand(5)
    resumed, whole = run(checkpoint, **way), run(**way)
    assert list(resumed[1]) == list(whole[1])[epoch:]
    same(resumed, whole)
    assert run(checkpoint, **way)[1] == {}, "a training that ended is not repeated"
    same(run(checkpoint, **way), whole)


def test_a_killed_process_is_continued(tmp_path):
    checkpoint = tmp_path / "training.safetensors"
    killed = subprocess.run(
        [sys.executable, small_training.__file__, str(checkpoint)],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    resumed = run(checkpoint)
    assert list(resumed[1]) == [3, 4, 5]
    same(resumed, run())


@pytest.mark.parametrize("other", [{"seed": 1}, {"shift": 1.0}, {"learning_rate": 0.01}], ids=str)
def test_the_checkpoint_of_another_training_is_not_continued(other, tmp_path):
    checkpoint = tmp_path / "training.safetensors"
    run(checkpoint)
    found = run(checkpoint, **other)
    assert len(found[1]) == 6
    same(found, run(**other))


def test_a_checkpoint_that_cannot_be_read_is_one_sentence(tmp_path):
    checkpoint = tmp_path / "training.safetensors"
    checkpoint.write_bytes(b"something else")
    with pytest.raises(InputError, match=r"training\.safetensors cannot be read"):
        run(checkpoint)


def test_checkpoints_change_nothing(tmp_path):
    same(run(tmp_path / "training.safetensors"), run())


class Number(torch.nn.Module):
    """One weight, which starts at 0."""

    def __init__(self):
        super().__init__()
        self.weight = torch.nn.Parameter(torch.zeros(1))


def settings(**changes):
    return TrainingSettings(
        **{"epochs": 50, "batch_size": 4, "learning_rate": 0.05, "weight_decay": 0.0} | changes
    )


def climb(network, rows):
    """Minimising drives the weight up without end; best is a weight of 1."""
    return -network.weight.sum(), (network.weight.detach() - 1).abs().sum()


def test_the_best_epoch_answers_and_ends_the_training():
    epochs = []
    chosen = train(
        Number(),
        8,
        climb,
        settings(validation_share=0.25, patience=3),
        rng=np.random.default_rng(0),
        on_epoch=lambda epoch, _: epochs.append(epoch),
    )
    assert chosen.weight.item() == pytest.approx(1, abs=0.06)
    assert len(epochs) < 40
    last = train(Number(), 8, climb, settings(), rng=np.random.default_rng(0))
    assert last.weight.item() > 1.5


@pytest.mark.parametrize(("n", "fewest", "epochs"), [(8, 0, 50), (8, 99, 50), (8, 101, 51), (3, 101, 101)])
def test_few_rows_are_passed_over_until_there_are_steps_enough(n, fewest, epochs):
    found = []
    chosen = settings(fewest_steps=fewest, learning_rate=0.001)
    train(
        Number(),
        n,
        climb,
        chosen,
        rng=np.random.default_rng(0),
        on_epoch=lambda epoch, _: found.append(epoch),
    )
    assert len(found) == epochs == chosen.passes(n)
    assert len(found) * chosen.steps(n) >= fewest


def test_the_average_is_that_of_the_weights_after_each_step():
    seen = []

    def loss_of(network, rows):
        seen.append(network.weight.item())
        return climb(network, rows)

    network = Number()
    averaged = train(network, 8, loss_of, settings(averaging=0.8), rng=np.random.default_rng(0))
    expected = 0.0
    for done, weight in enumerate([*seen[1:], network.weight.item()], start=1):
        decay = min(0.8, done / (done + 10))
        expected = decay * expected + (1 - decay) * weight
    assert averaged.weight.item() == pytest.approx(expected, rel=1e-5)
    assert averaged.weight.item() < network.weight.item()


def test_gradients_are_clipped():
    def steep(network, rows):
        return 1e3 * network.weight.sum(), torch.zeros(1)

    network = Number()
    train(network, 8, steep, settings(epochs=1, largest_gradient=0.1), rng=np.random.default_rng(0))
    assert network.weight.grad.abs().item() == pytest.approx(0.1, rel=1e-3)


@pytest.mark.parametrize("everything", [False, True])
def test_biases_and_embeddings_decay_only_if_asked_for(everything):
    network = torch.nn.ModuleDict({"embed": torch.nn.Embedding(3, 2), "line": torch.nn.Linear(2, 2)})
    before = {key: value.clone() for key, value in network.state_dict().items()}

    def flat(network, rows):
        loss = sum(0 * weight.sum() for weight in network.parameters())
        return loss, loss.detach()

    decaying = settings(weight_decay=0.5, decay_all=everything)
    after = train(network, 8, flat, decaying, rng=np.random.default_rng(0)).state_dict()
    shrunk = {key for key in before if (after[key].abs() < before[key].abs()).all()}
    assert shrunk == ({"embed.weight", "line.weight", "line.bias"} if everything else {"line.weight"})


@pytest.mark.parametrize("n", [1, 2, 3, 10, 20])
def test_few_rows_and_few_steps_train(n):
    for more in ({}, {"validation_share": 0.3, "patience": 1}, {"full_batches": True}):
        for epochs in (1, 2):
            network = train(Number(), n, climb, settings(epochs=epochs, **more), rng=np.random.default_rng(0))
            assert 0 < network.weight.item() < 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"epochs": 0}, "epochs of a training must be 1 or more; got 0"),
        ({"averaging": 1.0}, "below 1; got 1.0"),
        ({"patience": 3}, "needs rows to judge by"),
    ],
)
def test_settings_that_cannot_be_are_one_sentence(changes, words):
    with pytest.raises(InputError, match=words):
        settings(**changes)


def test_batches_hold_at_most_or_at_least_their_size():
    assert settings(batch_size=8).steps(20) == 3
    assert settings(batch_size=8, full_batches=True).steps(20) == 2
    assert settings(batch_size=8, full_batches=True).steps(3) == 1


def test_there_is_one_training_loop():
    """Whoever steps down a gradient of weights does it in neural/loop.py."""
    loops = [path for path in (ROOT / "mi_core").rglob("*.py") if ".backward()" in path.read_text("utf-8")]
    assert loops == [ROOT / "mi_core" / "neural" / "loop.py"]
