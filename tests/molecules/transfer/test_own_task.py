"""A table becomes a task; what cannot be learned is one sentence, and no bad row loses the others."""

from __future__ import annotations

import numpy as np
import pytest
from own_molecules import made_molecules

from mi_core.errors import InputError
from mi_core.molecules.transfer.own_task import own_task, read_own_task
from mi_core.structures.molecules.reading import Source, read_molecules

SMILES = [molecule.smiles for molecule in made_molecules(40)]
NUMBERS = [f"{0.1 * place:.1f}" for place in range(40)]


def source(lines, heading="smiles,value"):
    return Source("mine.csv", "\n".join([heading, *lines]).encode())


def table(values, smiles=SMILES):
    return source([f"{text},{value}" for text, value in zip(smiles, values, strict=False)])


def test_numbers_are_labels():
    task = read_own_task([table(NUMBERS)], "value")
    assert len(task) == 40
    assert not task.classification
    np.testing.assert_allclose(task.labels, [float(number) for number in NUMBERS])
    assert task.rows[3] == ("mine-4", 3)
    assert task.refused == task.duplicates == ()


def test_a_heading_is_found_in_any_case():
    assert read_own_task([table(NUMBERS)], "VALUE").name == "value"


@pytest.mark.parametrize(
    ("words", "classes"),
    [
        (("yes", "no"), ("no", "yes")),
        (("Active", "inactive"), ("inactive", "Active")),
        (("non-toxic", "toxic"), ("non-toxic", "toxic")),
        (("True", "False"), ("False", "True")),
        (("blue", "red"), ("blue", "red")),
        (("1", "0"), ("0", "1")),
        (("3", "7"), ("3", "7")),
    ],
)
def test_two_values_are_classes(words, classes):
    task = read_own_task([table([words[place % 2] for place in range(40)])], "value")
    assert task.classes == classes
    expected = [float(words[place % 2] == classes[1]) for place in range(40)]
    np.testing.assert_array_equal(task.labels, expected)


def test_bad_rows_keep_a_sentence_and_lose_no_other():
    lines = [f"{text},{number}" for text, number in zip(SMILES, NUMBERS, strict=True)]
    lines[1], lines[2], lines[3] = "C1CC,1.0", f"{SMILES[2]},<4", f"{SMILES[3]},"
    task = read_own_task([source(lines)], "value")
    assert len(task) == 37
    reasons = dict(task.refused)
    assert "never closed" in reasons["mine-2"]
    assert "'<4', which is no number" in reasons["mine-3"]
    assert "Nothing stands under 'value'" in reasons["mine-4"]
    assert [place for _, place in task.rows[:5]] == [0, -1, -1, -1, 1]


def test_the_same_molecule_counts_once():
    lines = [f"{text},{number}" for text, number in zip(SMILES, NUMBERS, strict=True)]
    lines += [f"{SMILES[0]},{NUMBERS[0]}", f"{SMILES[1]},0.5"]
    task = read_own_task([source(lines)], "value")
    assert len(task) == 40
    assert task.labels[1] == pytest.approx((float(NUMBERS[1]) + 0.5) / 2)
    equal, different = task.duplicates
    assert equal.sentence.endswith("with equal labels: counted once.")
    assert "their mean, 0.3, counts" in different.sentence
    assert task.rows[41] == ("mine-42", 1)


def test_contradicting_classes_are_left_out_and_named():
    values = [("yes", "no")[place % 2] for place in range(40)]
    lines = [f"{text},{value}" for text, value in zip(SMILES, values, strict=True)]
    task = read_own_task([source([*lines, f"{SMILES[0]},no"])], "value")
    assert len(task) == 39
    assert SMILES[0] not in {molecule.smiles for molecule in task.molecules}
    assert {row for row, _ in task.refused} == {"mine-1", "mine-41"}
    assert "in both classes: left out" in task.refused[0][1]


@pytest.mark.parametrize(
    ("values", "target", "sentence"),
    [
        (NUMBERS, "valu", "no column 'valu' .* Did you mean 'value'?"),
        (NUMBERS[:5], "value", "'value' has five labels of different molecules, and 20 or more are needed"),
        (["1.5"] * 40, "value", "All labels under 'value' are 1.5"),
        (["yes"] * 40, "value", "one class alone cannot be learned"),
        (
            ["yes"] * 38 + ["no"] * 2,
            "value",
            "Only 2 molecules of 'value' are 'no', and 5 or more of each class",
        ),
        (
            ["red", "green", "blue", "grey"] * 10,
            "value",
            "holds text: red, green, blue, grey; numbers or two classes",
        ),
    ],
)
def test_what_cannot_be_learned_is_one_sentence(values, target, sentence):
    with pytest.raises(InputError, match=sentence):
        read_own_task([table(values)], target)


def test_a_table_that_is_too_large_is_refused_before_it_is_read():
    lines = [f"{SMILES[0]},1.0"] * 6000
    with pytest.raises(InputError, match=r"more than 5,000 rows.*draw a sample"):
        read_own_task([source(lines)], "value")


def test_read_rows_that_are_too_many_are_refused():
    rows = read_molecules([table(NUMBERS)])
    with pytest.raises(InputError, match="The table has 6,000 rows, too many"):
        own_task(rows * 150, "value")


def test_nothing_readable_is_one_sentence():
    with pytest.raises(InputError, match="no row can be used"):
        read_own_task([table(NUMBERS, smiles=["C1CC"] * 40)], "value")
