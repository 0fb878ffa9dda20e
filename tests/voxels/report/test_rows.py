"""What was read, as a table: that of the command, the row that is looked at first, and no more than is quick."""

from __future__ import annotations

import pandas as pd
import pytest
from exact_network import PEROVSKITE

from mi_core.__main__ import main
from mi_core.structures.limits import DEFAULT_LIMITS
from mi_core.structures.reading import read_materials
from mi_core.structures.rows import crystal_row, failed_row
from mi_core.voxels.described import amounts
from mi_core.voxels.report import rows
from mi_core.voxels.report.rows import read_rows


def read(materials, looked_at=None):
    return read_rows(materials, looked_at, lambda row: amounts(row.structure))


def crystals(*names):
    return [crystal_row(name, "x.cif", PEROVSKITE, DEFAULT_LIMITS) for name in names]


def test_the_table_is_that_of_the_command(tmp_path):
    PEROVSKITE.to(tmp_path / "SrTiO3.cif")
    (tmp_path / "broken.cif").write_text("data_x\n_cell_length_a 3\n")
    files = [tmp_path / "SrTiO3.cif", tmp_path / "broken.cif"]
    assert main(["voxels", *map(str, files), "--output", str(tmp_path / "out")]) == 0
    written = pd.read_csv(tmp_path / "out" / "voxels.csv", keep_default_na=False)
    table = read(list(read_materials(files))).table
    assert list(table.columns) == list(written.columns)
    for column in ("id", "formula", "error"):
        assert table[column].tolist() == written[column].tolist()
    for column in ("electrons", "hartree_ev_per_atom"):
        assert table[column][0] == pytest.approx(float(written[column][0]), rel=1e-6)


def test_the_row_that_is_looked_at_comes_first_and_the_others_keep_their_order():
    found = read([*crystals("a", "b"), failed_row("c", "c.cif", "No."), *crystals("d")], "d")
    assert found.table["id"].tolist() == ["d", "a", "b", "c"]
    assert found.table["error"].tolist() == ["", "", "", "No."]
    assert found.left_out == 0


@pytest.mark.parametrize(
    ("limit", "value", "kept"), [("MOST_ROWS", 2, 2), ("MOST_ATOMS", 15, 3), ("MOST_ATOMS", 1, 1)]
)
def test_what_would_take_long_is_left_out_and_counted(monkeypatch, limit, value, kept):
    monkeypatch.setattr(rows, limit, value)
    found = read(crystals("a", "b", "c", "d"), "c")
    assert found.table["id"].tolist() == ["c", "a", "b", "d"][:kept]
    assert found.left_out == 4 - kept
