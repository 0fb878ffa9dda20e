"""Affinities on made-up tasks: a task that is the same helps one that has few labels, noise does not."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pandas as pd
import pytest

from mi_core.descriptors.molecules.graph import molecule_graph
from mi_core.errors import InputError
from mi_core.molecules.affinity.drawn import draw
from mi_core.molecules.affinity.exact import affinity_matrix, losses_of, trainings
from mi_core.molecules.affinity.losses import cross_entropy, relative_loss
from mi_core.structures.molecules.smiles import read_smiles

FEW, MANY, CLASS = "esol_log_s", "lipophilicity_log_d", "bbbp"


@pytest.fixture(scope="module")
def table():
    smiles = [
        "C" * n + middle + "C" * m
        for n in range(1, 9)
        for m in range(1, 6)
        for middle in ("O", "N", "S", "C(=O)")
    ]
    mols = {read_smiles(text).smiles: read_smiles(text) for text in smiles}
    frame = pd.DataFrame({"smiles": list(mols), "flat": [mol.flat for mol in mols.values()]})
    frame["id"] = frame["smiles"]
    length = np.array([mol.heavy_atoms for mol in mols.values()], dtype=float)
    frame[FEW] = np.where(np.arange(len(frame)) % 3 == 0, length, np.nan)
    frame[MANY] = 2 * length + 1
    frame[CLASS] = frame["smiles"].str.contains("O").astype(float)
    return frame, {name: molecule_graph(mol.mol) for name, mol in mols.items()}


def test_what_one_task_learns_tests_no_other_and_a_draw_stays_the_same(table):
    frame, _ = table
    drawn = draw(frame, (FEW, MANY), seed=1, most=40)
    assert len(drawn[MANY].learned) == len(drawn[MANY].tested) == 40
    for one, other in product(drawn.values(), repeat=2):
        for first, second in combinations(("learned", "tested", "apart"), 2):
            rows, others = getattr(one, first), getattr(other, second)
            assert not set(frame["flat"].iloc[rows]) & set(frame["flat"].iloc[others])
    np.testing.assert_array_equal(draw(frame, (MANY,), seed=1, most=40)[MANY].learned, drawn[MANY].learned)
    assert set(drawn[MANY].learned) != set(draw(frame, (MANY,), seed=2, most=40)[MANY].learned)


def test_molecules_kept_apart_are_so_for_every_seed(table):
    frame, _ = table
    first, second = (draw(frame, (MANY,), seed=seed)[MANY] for seed in (1, 2))
    np.testing.assert_array_equal(first.apart, second.apart)
    assert len(first.apart) == pytest.approx(len(frame) / 4, abs=2)


def test_tasks_of_the_same_molecules_are_drawn_the_same_ones(table):
    frame, _ = table
    drawn = draw(frame, (MANY, CLASS), most=30)
    np.testing.assert_array_equal(drawn[MANY].learned, drawn[CLASS].learned)


def test_too_few_labels_are_one_sentence(table):
    frame, _ = table
    sparse = frame.assign(**{FEW: np.where(np.arange(len(frame)) < 10, 1.0, np.nan)})
    with pytest.raises(InputError, match="has 10 labels, too few"):
        draw(sparse, (FEW,))


def test_a_pair_gives_a_loss_for_each_of_its_tasks(table):
    frame, graphs = table
    found = losses_of(frame, graphs, draw(frame, (FEW, CLASS)), epochs=3)
    assert found[["task", "beside"]].to_numpy().tolist() == [[FEW, CLASS], [CLASS, FEW]]
    assert np.isfinite(found["loss"]).all()


def test_more_labels_of_the_same_kind_help_the_task_that_has_few(table):
    frame, graphs = table
    losses = pd.concat(
        [losses_of(frame, graphs, draw(frame, names), epochs=12) for names in trainings((FEW, MANY))]
    )
    matrix, error = affinity_matrix(losses, (FEW, MANY))
    assert matrix.loc[FEW, MANY] > 0
    assert np.isnan(np.diag(matrix)).all()
    assert error.isna().all(axis=None)


def test_the_number_of_trainings_is_that_of_tasks_and_pairs():
    assert len(trainings([str(n) for n in range(48)])) == 48 + 1128


def test_a_loss_of_one_is_that_of_the_mean():
    truth, learned = np.array([0.0, 1.0, 1.0, 0.0]), np.array([1.0, 0.0])
    for probability in (True, False):
        assert relative_loss(truth, np.full(4, 0.5), learned, probability=probability) == pytest.approx(1)
    assert cross_entropy(truth, truth) == pytest.approx(1e-4, rel=0.01)


def test_affinities_are_means_over_seeds_with_their_standard_error():
    rows = [(0, "a", "", 1.0), (0, "a", "b", 0.8), (1, "a", "", 0.5), (1, "a", "b", 0.3), (0, "b", "", 1.0)]
    losses = pd.DataFrame([*rows, (0, "b", "a", 1.1)], columns=["seed", "task", "beside", "loss"])
    mean, error = affinity_matrix(losses, ["a", "b"])
    assert mean.loc["a", "b"] == pytest.approx(0.3)
    assert error.loc["a", "b"] == pytest.approx(0.1)
    assert mean.loc["b", "a"] == pytest.approx(-0.1)
