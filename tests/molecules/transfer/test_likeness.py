"""Likeness tells chains of different length apart, and one meaning of it settles domain, neighbours and proposals."""

from __future__ import annotations

import numpy as np
import pytest

from mi_core.descriptors.molecules.fingerprints import morgan_counts
from mi_core.molecules.transfer.likeness import INSIDE_SHARE, nearest, threshold_of
from mi_core.structures.molecules.smiles import read_smiles


def counts(*texts):
    return np.stack([morgan_counts(read_smiles(text).mol) for text in texts])


def test_alcohols_of_other_lengths_are_not_wholly_alike():
    known = counts("CCCCCCO", "c1ccccc1")
    likeness, rows = nearest(counts("CCCCCCCCO", "OCCCCCC"), known)
    assert rows.tolist() == [0, 0]
    assert likeness[0] == pytest.approx(7 / 9, abs=0.1)
    assert likeness[1] == 1


def test_the_domain_is_measured_as_new_molecules_are():
    known = counts(*("C" * length + "O" for length in range(2, 42)))
    threshold = threshold_of(known, np.arange(len(known)))
    own = [nearest(known[[row]], np.delete(known, row, axis=0))[0][0] for row in range(len(known))]
    assert threshold == pytest.approx(np.quantile(own, 1 - INSIDE_SHARE))
    assert 0 < threshold < 1


def test_stereoisomers_do_not_vouch_for_each_other():
    known = counts("C[C@H](N)C(=O)O", "C[C@@H](N)C(=O)O", "CCCCCCCC")
    assert threshold_of(known, np.array([0, 0, 1])) < 0.5
