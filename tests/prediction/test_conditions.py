"""Predictions at a temperature: whose temperature is missing or impossible gets a sentence, and nobody else does."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from pymatgen.core import Element

from mi_core.__main__ import main
from mi_core.comparison.adopt import adopt
from mi_core.comparison.tables import Columns, problem_from_table
from mi_core.conditions import CONDITIONS
from mi_core.prediction.conditions import why_not_at, why_not_with
from mi_core.prediction.frame import PREDICTION_COLUMNS
from mi_core.pretrained.catalogue import Catalogue
from mi_core.structures.material import Material, NumberColumn
from mi_core.structures.reading import read_text
from mi_core.targets import Target

T = "temperature_k"
ZT = Target("zt", "Figure of merit", "zT", "", conditions=(T,))


@pytest.fixture(scope="module")
def models(tmp_path_factory):
    """A model of a made-up property that rises by 1 in 100 K."""
    random = np.random.default_rng(0)
    formulas = [
        a + b for a in ("Pb", "Ge", "Sn", "Ca", "Sr", "Ba", "Mg", "Zn", "Cd") for b in ("Te", "Se", "S", "O")
    ]
    table = pd.DataFrame({"formula": formulas * 4, T: random.integers(3, 10, 4 * len(formulas)) * 100.0})
    table["value"] = table[T] / 100 + random.normal(scale=0.05, size=len(table))
    problem = problem_from_table(table, "value", "eV", columns=Columns(features=(T,)))
    home = tmp_path_factory.mktemp("models")
    adopt(replace(problem, target=replace(problem.target, conditions=(T,))), "ridge", home, name="hot")
    return home


@pytest.fixture
def predicted(models, tmp_path, monkeypatch):
    def run(text: str) -> pd.DataFrame:
        (tmp_path / "in.csv").write_text(text)
        monkeypatch.setattr("mi_core.pretrained.catalogue.Catalogue", lambda: Catalogue((models,)))
        command = [
            "predict",
            str(tmp_path / "in.csv"),
            "--target",
            "value",
            "--output",
            str(tmp_path / "out.csv"),
        ]
        assert main([*command, "--model", "hot"]) == 0
        return pd.read_csv(tmp_path / "out.csv").fillna({"error": ""})

    return run


def test_the_command_reads_temperatures_and_gives_them_back(predicted):
    frame = predicted(f"formula,{T}\nPbTe,300\nPbTe,800\n")
    assert list(frame) == [*PREDICTION_COLUMNS, T]
    assert frame[T].tolist() == [300, 800]
    assert frame["value"].tolist() == pytest.approx([3, 8], abs=0.3)


def test_other_headings_and_units_are_understood(predicted):
    frame = predicted("compound;T [°C]\nPbTe;26,85\nPbTe;526,85\n")
    assert frame[T].tolist() == pytest.approx([300, 800])
    assert frame["value"].tolist() == pytest.approx([3, 8], abs=0.3)


def test_a_bad_temperature_costs_its_own_row_only(predicted):
    frame = predicted(
        f"formula,{T}\nPbTe,300\nPbTe,\nPbTe,hot\nPbTe,0\nPbTe,-5\nPbTe,5000\nPbTe,500\nPbTe,inf\n"
    )
    assert (frame["error"] == "").tolist() == [True, False, False, False, False, False, True, False]
    assert frame["value"].notna().equals(frame["error"] == "")
    words = ["no number in this row", "no number in this row", "is 0 K", "is -5 K", "is 5000 K"]
    for error, expected in zip(frame["error"][1:6], words, strict=True):
        assert expected in error
    assert "above 0 K and at most 4,000 K, such as 300" in frame["error"][3]
    assert frame[T][3:6].tolist() == [0, -5, 5000]


def test_a_cell_with_a_unit_re_scales_no_other(predicted):
    frame = predicted("formula,Temperature\nPbTe,300\nPbTe,26.85 °C\nPbTe,800 K\n")
    assert frame["value"].tolist() == pytest.approx([np.nan, 3, 8], abs=0.3, nan_ok=True)
    assert "'Temperature' names no unit, which may be K or °C or °F" in frame["error"][0]
    assert frame["error"][1:].tolist() == ["", ""]


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        (T, "fill it in with a number in K, such as 300."),
        ("T (°C)", "fill it in with a number in the unit of its heading."),
        ("Temperature", "fill it in with a number and its unit, such as 300 K."),
    ],
)
def test_how_an_empty_temperature_is_filled_in_is_said(heading, words):
    row = Material("a", formula="PbTe", columns={T: NumberColumn(heading)})
    assert why_not_at(row, ZT).endswith(words)


def test_a_row_without_the_column_is_told_of_it():
    assert why_not_at(Material("a", formula="PbTe", numbers={T: 300.0}), ZT) == ""
    assert why_not_at(Material("a", formula="PbTe"), ZT) == (
        "Figure of merit reads the column 'temperature_k' beside the material; give a table that has it, filled with "
        "numbers, such as 300 for 300 K."
    )
    assert why_not_at(Material("a", formula="PbTe"), replace(ZT, conditions=())) == ""


def test_a_condition_of_ones_own_needs_a_number_and_nothing_else():
    own = replace(ZT, conditions=("pressure (GPa)",))
    assert why_not_at(Material("a", formula="PbTe", numbers={"pressure (GPa)": -5000.0}), own) == ""
    assert "'pressure (GPa)'" in why_not_at(Material("a", formula="PbTe"), own)


def test_no_element_is_solid_above_the_highest_temperature():
    points = [element.melting_point for element in Element if element.Z <= 103]
    assert max(point for point in points if point) < CONDITIONS[T].most


@pytest.mark.parametrize(
    ("gap", "said"),
    [
        (
            -1.0,
            "Band gap is -1 eV in the column 'gap_ev'; it must be at least 0 eV and at most 30 eV, such as 1.4, or the",
        ),
        (1400.0, "Band gap is 1400 eV"),
        (np.nan, "Band gap is no number in the column 'gap_ev'"),
    ],
)
def test_a_gap_that_cannot_be_one_is_not_taken_for_a_missing_one(gap, said):
    row = Material("a", formula="GaAs", numbers={"gap_ev": gap})
    assert said in why_not_with(row, ("gap_ev",))
    assert "without it" in why_not_with(row, ("gap_ev",))
    assert why_not_with(row, ()) == ""  # of models that do not read it


def test_rows_with_a_gap_and_without_one_are_answered():
    for numbers in ({"gap_ev": 0.0}, {"gap_ev": 1.4}, {}):
        assert why_not_with(Material("a", formula="GaAs", numbers=numbers), ("gap_ev",)) == ""


def test_sentences_name_the_column_that_the_person_wrote():
    column = {"gap_ev": NumberColumn("Gap (meV)"), T: NumberColumn("T (°C)")}
    row = Material("a", formula="GaAs", numbers={"gap_ev": -0.3, T: -5.0}, columns=column)
    assert "Band gap is -0.3 eV in the column 'Gap (meV)'" in why_not_with(row, ("gap_ev",))
    assert "Temperature is -5 K in the column 'T (°C)'" in why_not_at(row, ZT)
    empty = replace(row, numbers={"gap_ev": np.nan})
    assert "no number in the column 'Gap (meV)'" in why_not_with(empty, ("gap_ev",))
    assert "reads the column 'T (°C)', which has no number in this row" in why_not_at(empty, ZT)


def test_a_column_that_cannot_be_told_is_the_reason_of_those_alone_who_read_it():
    column = {key: NumberColumn("?", f"{key} cannot be told.") for key in ("gap_ev", T)}
    row = Material("a", formula="GaAs", numbers={"gap_ev": np.nan, T: np.nan}, columns=column)
    assert why_not_with(row, ("gap_ev",)) == "gap_ev cannot be told."
    assert why_not_at(row, ZT) == f"{T} cannot be told."
    assert why_not_with(row, ()) == why_not_at(row, replace(ZT, conditions=())) == ""
    assert why_not_with(replace(row, numbers={}), ("gap_ev",)) == ""  # the row has none


@pytest.mark.parametrize(
    ("heading", "kelvin"),
    [("T (K)", "300"), ("temperature_celsius", "26.85"), ("T/K", "300"), ("T (°F)", "80.33")],
)
def test_any_usual_heading_of_a_temperature_is_answered_and_said(predicted, capsys, heading, kelvin):
    frame = predicted(f"formula,{heading}\nPbTe,{kelvin}\n")
    assert frame["value"].tolist() == pytest.approx([3], abs=0.3)
    assert f"Temperature from the column {heading!r}, read in" in capsys.readouterr().err


def test_a_temperature_without_a_unit_is_asked_for():
    (row,) = read_text("formula,temperature\nPbTe,300\n")
    assert why_not_at(row, ZT) == (
        "The column 'temperature' names no unit, which may be K or °C or °F; write it behind the heading, as in "
        "'temperature (K)'."
    )
