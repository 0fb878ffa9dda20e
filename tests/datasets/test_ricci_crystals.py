"""Transport beside its crystals: the join, and the real table."""

from __future__ import annotations

import numpy as np
import pandas as pd

from mi_core.datasets.loading import load_dataset
from mi_core.datasets.sources.ricci_crystals import ENERGIES, ricci_crystals_table
from mi_core.datasets.splits import make_split


def test_rows_with_a_crystal_are_kept_and_get_their_energies():
    transport = pd.DataFrame(
        {"id": ["mp-3", "mp-1", "mp-2"], "formula": ["C", "A", "B"], "S_n": [3.0, 1.0, 2.0]}
    )
    crystals = pd.DataFrame(
        {"id": ["mp-1", "mp-3", "mp-9"], "cif": ["one", "three", "nine"], "formula": "other"}
    )
    energies = pd.DataFrame({"id": ["mp-3", "mp-9"], ENERGIES[0]: [-1.5, 0.0], ENERGIES[1]: [0.02, 0.0]})
    table = ricci_crystals_table(None, [transport, crystals, energies], None)
    assert table["id"].tolist() == ["mp-1", "mp-3"]
    assert table["formula"].tolist() == ["A", "C"]
    assert table["cif"].tolist() == ["one", "three"]
    assert table["S_n"].tolist() == [1.0, 3.0]
    np.testing.assert_equal(table[ENERGIES].to_numpy(), [[np.nan, np.nan], [-1.5, 0.02]])


def test_the_real_table_holds_out_what_its_tables_hold_out(data_dir):
    frame = load_dataset("ricci_crystals").frame
    assert len(frame) == 36_120
    held_out = frame["id"].iloc[make_split(frame).validation]
    for name, most in (("ricci_transport", 10), ("mp_compositions", 0)):
        other = load_dataset(name).frame
        learned = other["id"].iloc[make_split(other).train]
        assert held_out.isin(learned).sum() <= most
