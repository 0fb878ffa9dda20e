"""Crystals beside their labels: the join, and the real table."""

from __future__ import annotations

import pandas as pd

from mi_core.datasets.loading import load_dataset
from mi_core.datasets.sources.labelled_crystals import LABELS, labelled_crystals_table
from mi_core.datasets.splits import make_split


def test_crystals_with_labels_are_kept():
    crystals = pd.DataFrame({"id": ["mp-2", "mp-1", "mp-9"], "cif": ["two", "one", "nine"], "formula": "x"})
    labels = pd.DataFrame(
        {"id": ["mp-1", "mp-2", "mp-3"], "formula": ["A", "B", "C"]} | dict.fromkeys(LABELS, 0.5)
    )
    table = labelled_crystals_table(None, [crystals, labels], None)
    assert table["id"].tolist() == ["mp-1", "mp-2"]
    assert table["cif"].tolist() == ["one", "two"]
    assert table["formula"].tolist() == ["A", "B"]


def test_the_real_table_holds_out_what_its_tables_hold_out(data_dir):
    frame = load_dataset("mp_labelled_crystals").frame
    assert len(frame) > 41_000
    held_out = frame["id"].iloc[make_split(frame).validation]
    other = load_dataset("mp_compositions").frame
    assert not held_out.isin(other["id"].iloc[make_split(other).train]).any()
