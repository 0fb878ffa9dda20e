"""Looking ahead in one training: a step for the same task lowers the loss, one for noise hardly does."""

from __future__ import annotations

import numpy as np
import pytest
from length_tasks import CLASS, LENGTH, NOISE, SCALED

from mi_core.molecules.affinity.drawn import draw
from mi_core.molecules.affinity.joint import joint_values
from mi_core.molecules.affinity.tables import VALUES, mean_and_error


@pytest.fixture(scope="module")
def matrix(lengths):
    frame, graphs = lengths
    tasks = (LENGTH, SCALED, CLASS, NOISE)
    values = joint_values(frame, graphs, draw(frame, tasks), epochs=24, every=4)
    assert list(values) == VALUES
    return mean_and_error(values, tasks)[0]


def test_the_same_task_helps_and_noise_helps_less(matrix):
    assert matrix.loc[LENGTH, SCALED] > 0
    assert matrix.loc[SCALED, LENGTH] > 0
    assert matrix.loc[LENGTH, NOISE] < matrix.loc[LENGTH, SCALED] / 2


def test_every_pair_is_measured(matrix):
    assert np.isfinite(matrix.to_numpy()[~np.eye(4, dtype=bool)]).all()


def test_a_task_without_labels_in_a_batch_is_left_out_of_the_mean(lengths):
    frame, graphs = lengths
    tasks = (LENGTH, SCALED)
    few = frame.assign(**{SCALED: frame[SCALED].where(np.arange(len(frame)) < 60)})
    values = joint_values(few, graphs, draw(few, tasks), epochs=2, every=1)
    assert np.isfinite(values["value"]).all()
