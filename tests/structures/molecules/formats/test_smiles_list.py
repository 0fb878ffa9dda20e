"""Lists of SMILES: names, headings, comments, separators."""

from __future__ import annotations

import pytest

from mi_core.structures.molecules.reading import Source, read_molecules


def read(text: str):
    return read_molecules([Source("a.smi", text.encode())])


@pytest.mark.parametrize("heading", ["SMILES", "smiles name", "SMILES\tName", "canonical_smiles id"])
def test_a_line_of_headings_is_passed_over(heading):
    (row,) = read(f"{heading}\nCCO ethanol\n")
    assert (row.id, row.inputs["molecule"].smiles) == ("ethanol", "CCO")


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("CCO ethanol", "ethanol"),
        ("CCO\tethyl alcohol", "ethyl alcohol"),
        ("CCO  |$;;R$| ethanol", "ethanol"),
        ("CCO", "a"),
        ("CCO,ethanol", "ethanol"),
        ('"CCO"', "a"),
        ("  CCO   ethanol  ", "ethanol"),
    ],
)
def test_the_name_stands_behind_the_smiles(line, name):
    (row,) = read(line)
    assert (row.id, row.inputs["molecule"].smiles) == (name, "CCO")


def test_comments_and_empty_lines_do_not_count_but_lines_are_named_by_their_number():
    rows = read("# from the bench\n\nCCO\n   \nCX nonsense\n")
    assert [(row.id, row.source) for row in rows] == [("a-1", "a.smi, line 3"), ("nonsense", "a.smi, line 5")]
    assert "at character 2, 'X'" in rows[1].error
