"""`python -m mi_core table`: what the reader understood of a file."""

from __future__ import annotations

import io

import pandas as pd
import pytest

from mi_core.__main__ import main

ELEMENTS = ("Sr", "Ba", "Ca", "Pb", "La", "Y", "K", "Na")
ROWS = [f"{a}{b}O3" for a in ELEMENTS for b in ("Ti", "Mn", "Fe")]


def table(row: str, head: str) -> str:
    """Return a CSV text with a line per formula; `row` takes the formula f and the number n."""
    return "\n".join([head, *(row.format(f=f, n=n) for n, f in enumerate(ROWS))]) + "\n"


def run(tmp_path, content: str | bytes, *arguments: str, name: str = "t.csv") -> pd.DataFrame | int:
    """Return the frame that is written, or the exit code."""
    path, out = tmp_path / name, tmp_path / "out.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    code = main(["table", str(path), *arguments, "--output", str(out)])
    return pd.read_csv(out, keep_default_na=False) if code == 0 else code


def test_trailing_commas_shift_no_column(tmp_path):
    frame = run(tmp_path, table("{f},{f},1.{n:02d},0.01,", "formula,reduced_formula,band_gap,uncertainty"))
    assert list(frame) == ["formula", "band_gap"]
    assert frame["formula"].tolist() == ROWS
    assert frame["band_gap"].tolist()[:3] == pytest.approx([1.00, 1.01, 1.02])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (table("{f};0.{n:02d}", "formula;gap"), "semicolons"),
        (table("{f};0,{n:02d}", "formula;gap"), "the comma is the decimal mark"),
        (table("{f}|0.{n:02d}", "formula|gap"), "bars"),
        (table("{f},0.{n:02d}±0.1", "formula,gap"), "with an uncertainty"),
        (table("{f},0.{n:02d}", "# exported by tool\n# gap in eV\nformula,gap"), "2 comment lines"),
        (table("{f},0.{n:02d},实验", "formula,gap,备注").encode("gbk"), "GB18030"),
        (table("{f},0.{n:02d}", "組成,gap").encode("cp932"), "CP932"),
    ],
)
def test_tables_that_are_not_plain_are_read_and_said(tmp_path, capsys, content, said):
    frame = run(tmp_path, content)
    assert frame["formula"].tolist() == ROWS
    assert frame["gap"].tolist() == pytest.approx([n / 100 for n in range(len(ROWS))])
    assert said in capsys.readouterr().err


def test_the_target_is_asked_for_with_or_without_its_unit(tmp_path, capsys):
    content = table("{f},300,{n}", "formula,temperature (K),S (µV/K)")
    assert list(run(tmp_path, content)) == ["formula", "S (µV/K)"]
    assert "in µV/K" in capsys.readouterr().err
    assert list(run(tmp_path, content, "--target", "Temperature")) == ["formula", "temperature (K)"]
    assert run(tmp_path, content, "--target", "temprature") == 2
    assert "Did you mean 'temperature'" in capsys.readouterr().err


def test_text_as_a_target_is_named(tmp_path, capsys):
    content = table("{f},BCC", "formula,phase").replace("BaTiO3,BCC", "BaTiO3,FCC")
    assert run(tmp_path, content) == 2
    assert "The column 'phase' holds text: BCC, FCC" in capsys.readouterr().err


def test_bounds_and_missing_values_are_dropped_and_said(tmp_path, capsys):
    frame = run(tmp_path, "formula,gap\nNaCl,<0.5\nKCl,\nMgO,7.8\nNaN,1\nAl203,2\n")
    assert frame.to_dict("list") == {"formula": ["MgO"], "gap": [7.8]}
    said = capsys.readouterr().err
    for words in ("a bound instead of a value", "without a value in gap", "2 rows dropped whose material"):
        assert words in said


def test_hydrates_and_subscripts_are_written_out(tmp_path):
    frame = run(tmp_path, "id,formula\na,Fe2O3.3H2O\nb,CuSO4.5H2O\nc,CaSO4.2H2O\nd,SrTiO₃\n")
    assert frame["formula"].tolist() == ["Fe2H6O6", "CuH10SO9", "CaH4SO6", "SrTiO3"]


def test_nothing_left_is_an_error(tmp_path, capsys):
    assert run(tmp_path, "id,formula\na,SrTi03\nb,Al203\n") == 2
    said = capsys.readouterr().err
    assert "did you mean SrTiO3?" in said
    assert "No row of t.csv can be used" in said


def test_contents_of_elements_become_formulas(tmp_path, capsys):
    frame = run(tmp_path, "name,Al,Cu (wt%),HV\nA,bal.,10,100\nB,bal.,5,90\n")
    assert list(frame) == ["formula", "HV"]
    assert frame["formula"].tolist()[0].startswith("Al0.95")
    assert "contents of elements in wt%" in capsys.readouterr().err.lower()


def test_columns_of_numbers_alone_are_features(tmp_path, capsys):
    frame = run(tmp_path, "time (h),temperature (K),hardness\n1,300,5\n2,,6\n3,500,7\n")
    assert list(frame) == ["time (h)", "temperature (K)", "hardness"]
    assert frame["hardness"].tolist() == [5, 7]
    assert "No column describes materials" in capsys.readouterr().err


def test_a_spreadsheet_is_read_and_what_is_none_is_refused(tmp_path, capsys):
    book = io.BytesIO()
    pd.DataFrame({"formula": ROWS, "gap (eV)": range(len(ROWS))}).to_excel(book, index=False)
    assert len(run(tmp_path, book.getvalue(), name="t.xlsx")) == len(ROWS)
    assert run(tmp_path, b"PK\x03\x04 nothing", name="t.xlsx") == 2
    assert capsys.readouterr().err.count("\n") <= 5


def test_missing_files_and_folders_are_one_sentence(tmp_path, capsys):
    assert main(["table", str(tmp_path / "no.csv"), "--output", str(tmp_path / "out.csv")]) == 2
    assert main(["table", str(tmp_path / "no.csv"), "--output", str(tmp_path / "no" / "out.csv")]) == 2
    assert main(["table", str(tmp_path / "no.csv"), "--output", str(tmp_path / "out.txt")]) == 2
    assert capsys.readouterr().err.count("\n") == 3
