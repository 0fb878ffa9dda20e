"""Words beside molecules are kept as they stand, numbers stay numbers."""

from __future__ import annotations

from mi_core.structures.molecules.reading import Source, read_molecules
from mi_core.structures.molecules.words_beside import WORDS


def test_words_and_what_is_no_plain_number_are_kept():
    table = b"smiles,result,pic50\nCCO,active,5.1\nCCN,,<4\nCCC,inactive,6.2\nCCCl,active,7.0\n"
    rows = read_molecules([Source("a.csv", table)])
    assert [row.inputs.get(WORDS) for row in rows] == [
        {"result": "active"},
        {"pic50": "<4"},
        {"result": "inactive"},
        {"result": "active"},
    ]
    assert rows[0].numbers == {"pic50": 5.1}


def test_a_line_that_is_no_molecule_keeps_its_words():
    rows = read_molecules([Source("a.csv", b"smiles,result\nCCO,yes\nC1CC,no\n")])
    assert not rows[1].usable
    assert rows[1].inputs[WORDS] == {"result": "no"}
