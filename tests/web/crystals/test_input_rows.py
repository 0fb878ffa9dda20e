"""What was brought becomes rows again, with the ids it had; what cannot be read any more is a row that says so."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from mi_core.jobs.home import new_workspace
from mi_core.jobs.kept_inputs import Input, keep_input
from mi_core.structures.examples import load_examples
from mi_core.structures.material import Material, SiteElements
from mi_core.web.crystals.input_rows import READING, made_parts
from mi_core.web.inputs import rows as module
from mi_core.web.inputs.rows import RememberedRows, Rows

TABLE = (("t.csv", b"id,formula\nx,MgO\ny,NaCl\nz,KF\n"),)


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    monkeypatch.setenv("MI_HOME", str(tmp_path))
    return new_workspace()


@pytest.mark.parametrize(
    ("given", "formulas"),
    [
        (Input("files", TABLE), ["MgO", "NaCl", "KF"]),
        (Input("text", (("pasted text", b"formula\nMgO\n"),)), ["MgO"]),
        (Input("formulas", (("SrTiO3", b""), ("Xx", b""))), ["SrTiO3", ""]),
        (Input("examples", (("Si", b""), ("NaCl", b""))), ["Si", "NaCl"]),
    ],
    ids=lambda value: getattr(value, "kind", ""),
)
def test_each_kind_is_read_by_its_own_reader(given, formulas):
    assert [row.formula for row in READING.read(given)] == formulas


def test_ids_are_those_of_the_first_reading_and_removed_rows_stay_away():
    rows = READING.read(Input("files", TABLE, ("x", "", "z-2")))
    assert [(row.id, row.formula) for row in rows] == [("x", "MgO"), ("z-2", "KF")]
    assert [row.id for row in READING.read(Input("files", TABLE, ("x",)))] == ["x", "y", "z"], (
        "read otherwise by now"
    )


def test_rows_that_come_from_no_file_survive_as_text():
    (crystal,) = load_examples(["SrTiO3"])
    made = [
        Material(
            "c", "screening", crystal.structure, "SrTiO3", SiteElements("Sr", "Ti", ("O",) * 3), ("Odd.",)
        ),
        Material("f", "screening", error="Not this one.", numbers={"temperature_k": 300.0}),
    ]
    first, second = READING.read(Input("made", made_parts(made)))
    assert first.structure.lattice.abc == pytest.approx(crystal.structure.lattice.abc)
    assert first.structure.species == crystal.structure.species
    assert (first.id, first.formula, first.sites, first.warnings) == ("c", "SrTiO3", made[0].sites, ("Odd.",))
    assert second == made[1]


def test_they_are_read_once(workspace, monkeypatch):
    name, kept = keep_input(workspace, Input("files", TABLE, ("x", "y", "z"))), RememberedRows(READING)
    rows = kept.of(workspace, name)
    assert rows.summary["id"].tolist() == ["x", "y", "z"]
    monkeypatch.setattr(module, "read_input", lambda *_: pytest.fail("read again"))
    assert kept.of(workspace, name) is rows


def test_the_least_recently_used_rows_are_forgotten(workspace):
    kept = RememberedRows(READING, most_kb=12)
    names = [keep_input(workspace, Input("files", TABLE, (f"a{n}", f"b{n}", f"c{n}"))) for n in range(3)]
    first = [kept.of(workspace, name) for name in names]
    assert kept.of(workspace, names[2]) is first[2]
    assert kept.of(workspace, names[0]) is not first[0]


def test_large_crystals_take_the_room_of_many_rows(workspace):
    kept = RememberedRows(READING, most_kb=100)
    (crystal,) = load_examples(["SrTiO3"])
    large = Rows([replace(crystal, structure=crystal.structure * (3, 3, 3))], pd.DataFrame())
    kept.put(workspace, "small", Rows([crystal], pd.DataFrame()))
    kept.put(workspace, "large", large)
    assert large.size_kb == 137
    assert kept.of(workspace, "large") is large
    assert not kept.of(workspace, "small").materials, "forgotten, and kept nowhere"


def test_what_is_damaged_is_a_row_with_the_reason(workspace, tmp_path):
    name = keep_input(workspace, Input("files", TABLE, ("x", "y", "z")))
    next(tmp_path.rglob("*.zip")).write_bytes(b"damaged")
    (row,) = RememberedRows(READING).of(workspace, name).materials
    assert "damaged" in row.error
    assert not RememberedRows(READING).of(workspace, "000009-00000000").materials, "cleared a moment ago"
