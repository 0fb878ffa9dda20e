"""The example of a task of one's own can be learned, shows both blemishes, and its columns are understood."""

from __future__ import annotations

import numpy as np
import pytest
from rdkit import Chem

from mi_core.molecules.own_columns import columns_of, understood
from mi_core.molecules.own_example import COLUMN, LEARNED, delaney, example_candidates, example_table
from mi_core.molecules.transfer.own_task import own_task
from mi_core.structures.molecules.reading import Source, read_molecules


def read(name, content):
    return read_molecules([Source(name, content)])


def test_the_example_is_a_task_with_blemishes():
    task = own_task(read("example.csv", example_table()), COLUMN)
    assert len(task) == len(LEARNED)
    assert [row for row, _ in task.refused] == ["polyethylene glycol"]
    (twice,) = task.duplicates
    assert "ethanol" in twice.sentence
    assert "Numbers from" in understood(task)


def test_its_candidates_are_molecules_that_it_does_not_hold():
    rows = read("candidates.csv", example_candidates())
    known = {Chem.CanonSmiles(smiles) for smiles in LEARNED.values()}
    assert all(row.usable for row in rows)
    assert not known & {row.inputs["molecule"].smiles for row in rows}


@pytest.mark.parametrize(("smiles", "log_s"), [("c1ccccc1", -2.1), ("CCCCCC", -2.3)])
def test_delaneys_equation_is_near_what_he_lists(smiles, log_s):
    assert delaney(Chem.MolFromSmiles(smiles)) == pytest.approx(log_s, abs=0.5)


def test_columns_say_what_they_hold():
    lines = ["smiles,value,name_of,active,same"]
    lines += [f"{'C' * n},{n / 7:.3f},word{n},{'yes' if n % 3 else 'no'},1" for n in range(1, 31)]
    columns = {column.heading: column for column in columns_of(read("t.csv", "\n".join(lines).encode()))}
    assert columns["value"].usable
    assert "30 numbers" in columns["value"].words
    assert "no and yes" in columns["active"].words
    assert not columns["name_of"].usable
    assert not columns["same"].usable
    assert list(columns)[:2] == ["value", "active"], "what can be learned stands first"


def test_classes_are_counted_in_words():
    lines = ["smiles,active"] + [f"{'C' * n},{'yes' if n % 3 else 'no'}" for n in range(1, 31)]
    task = own_task(read("t.csv", "\n".join(lines).encode()), "active")
    assert np.isclose(task.labels.sum(), 20)
    assert "20 × yes" in understood(task)
