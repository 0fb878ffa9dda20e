"""Tables from any usual file: the same rows come out, and what was decided is said."""

from __future__ import annotations

import io

import pandas as pd
import pytest

from mi_core.errors import InputError
from mi_core.tables.reading import read_table

FORMULAS = ["SrTiO3", "BaTiO3", "CaTiO3", "PbTiO3", "LaAlO3"]
GAPS = ["0.5", "0.57", "0.64", "0.71", "0.78"]


def text(delimiter: str = ",", gaps=GAPS, head: str = "formula{}gap", end: str = "") -> str:
    lines = [f"{formula}{delimiter}{gap}{end}" for formula, gap in zip(FORMULAS, gaps, strict=True)]
    return "\n".join([head.format(delimiter), *lines]) + "\n"


def read(content: str | bytes, name: str = "t.csv"):
    return read_table(name, content.encode() if isinstance(content, str) else content)


COMMAS = [gap.replace(".", ",") for gap in GAPS]
KIN = {
    "comma": (text(), ""),
    "semicolon": (text(";"), "semicolons"),
    "text kept as text": (text().replace("CaTiO3", '"=""CaTiO3"""'), ""),
    "tab": (text("\t"), ""),
    "bar": (text("|"), "bars"),
    "blanks": (text("   "), "blanks"),
    "one blank": (text(" "), "blanks"),
    "excel's sep": ("sep=;\r\n" + text(";"), ""),
    "byte order mark": ("\ufeff" + text(), ""),
    "old line ends": (text().replace("\n", "\r"), ""),
    "comments": ("# made by a tool\n% gap, in eV\n// end\n" + text(), "3 comment lines"),
    "comment between rows": (text().replace("CaTiO3", "# remark\nCaTiO3"), "comment line"),
    "title": ("Gaps of perovskites\n\n" + text(), "'Gaps of perovskites'"),
    "title with a comma": ("Gaps of perovskites, measured\n" + text(), "Lines above the headings"),
    "trailing commas": (text(end=","), "trailing delimiters"),
    "many trailing commas": (text(head="formula{}gap,,,", end=",,,"), "trailing delimiters"),
    "headings in a comment": ("#formula,gap\n" + text().partition("\n")[2], "headings were found in a comment"),
    "row numbers": (
        "formula,gap\n" + "".join(f"{i},{line}\n" for i, line in enumerate(text().split("\n")[1:-1], start=1)),
        "row number",
    ),
    "markdown": (
        "| formula | gap |\n|:---|---:|\n"
        + "".join(f"| {f} | {g} |\n" for f, g in zip(FORMULAS, GAPS, strict=True)),
        "bars",
    ),
    "repeated headings": (text().replace("CaTiO3", "formula,gap\nCaTiO3"), "headings again"),
    "blank lines": (text().replace("\n", "\n\n"), ""),
    "quotes": ('"formula","gap"\n' + "".join(f'"{f}","{g}"\n' for f, g in zip(FORMULAS, GAPS, strict=True)), ""),
}  # fmt: skip


@pytest.mark.parametrize("case", KIN)
def test_the_same_rows_come_out_of_all_kinds(case):
    content, words = KIN[case]
    table = read(content)
    assert table.columns == ["formula", "gap"]
    assert table.frame["formula"].tolist() == FORMULAS
    assert table.frame["gap"].tolist() == GAPS
    assert words in " ".join(table.remarks)
    assert bool(table.remarks) == bool(words)


@pytest.mark.parametrize(
    ("encoding", "heading", "said"),
    [
        ("utf-8-sig", "組成", ""),
        ("utf-16", "組成", "UTF-16"),
        ("utf-16-le", "組成", "UTF-16-LE"),
        ("utf-16-be", "組成", "UTF-16-BE"),
        ("cp932", "組成", "CP932"),
        ("cp932", "備考 ﾊﾞﾝﾄﾞ", "CP932"),
        ("cp932", "表面エネルギー", "CP932"),
        ("gb18030", "备注", "GB18030"),
        ("gbk", "温度", "GB18030"),
        ("gbk", "硅含量（%）", "GB18030"),
        ("euc_jp", "バンドギャップ", "EUC-JP"),
        ("euc_kr", "밴드갭(eV)", "CP949"),
        ("cp949", "시료 온도", "CP949"),
        ("big5", "能隙(eV)", "BIG5"),
        ("big5", "溫度", "BIG5"),
        ("cp1252", "Größe", "CP1252"),
        ("cp1252", "T (°C)", "CP1252"),
        ("cp1252", "0.5±0.1 Å", "CP1252"),
        ("cp1251", "Температура", "CP1251"),
    ],
)
def test_the_encoding_is_found(encoding, heading, said):
    table = read(text(head="formula{}" + heading).encode(encoding))
    assert table.columns == ["formula", heading]
    assert len(table) == 5
    assert said in " ".join(table.remarks)


@pytest.mark.parametrize("suffix", [".xlsx", ".ods"])
def test_the_first_sheet_of_a_spreadsheet_is_read(suffix):
    frame = pd.DataFrame({"formula": FORMULAS, "gap (eV)": map(float, GAPS), "n": [1, 2, 3, 4, 5]})
    book = io.BytesIO()
    with pd.ExcelWriter(book, engine={".xlsx": "openpyxl", ".ods": "odf"}[suffix]) as writer:
        frame.to_excel(writer, sheet_name="gaps", index=False)
        frame.head(1).to_excel(writer, sheet_name="notes", index=False)
    table = read_table(f"t{suffix}", book.getvalue())
    assert table.frame["formula"].tolist() == FORMULAS
    assert table.frame["gap (eV)"].tolist() == [float(gap) for gap in GAPS]
    assert table.frame["n"].tolist() == [1, 2, 3, 4, 5]
    assert table.units == {"gap (eV)": "eV"}
    assert "other sheets were not: notes" in table.remarks[0]
    assert read_table("without a suffix", book.getvalue()).columns == table.columns


def test_titles_and_units_of_a_sheet_are_understood():
    rows = [
        ["Table 1", None],
        [None, None],
        ["formula", "hardness"],
        [None, "HV"],
        ["NaCl", 20],
        ["KCl", 9.5],
    ]
    book = io.BytesIO()
    pd.DataFrame(rows).to_excel(book, header=False, index=False)
    table = read_table("t.xlsx", book.getvalue())
    assert table.frame["hardness"].tolist() == [20, 9.5]
    assert table.units == {"hardness": "HV"}


def test_dates_that_a_spreadsheet_made_of_formulas_are_told():
    from datetime import date

    book = io.BytesIO()
    pd.DataFrame({"formula": ["NaCl", date(2024, 3, 2)], "gap": [8.5, 1.0]}).to_excel(book, index=False)
    table = read_table("t.xlsx", book.getvalue())
    assert table.frame["formula"].tolist()[1].startswith("2024-03-02")


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"PK\x03\x04" + b"\0" * 50, "t.xlsx", "spreadsheet"),
        (b"nothing", "t.xls", "no spreadsheet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "t.xls", "no spreadsheet"),
        (b"PAR1 no parquet", "t.parquet", "Parquet table cannot be read"),
        (b"", "t.csv", "empty"),
        (b"formula,gap\n", "t.csv", "no rows"),
        (bytes(range(256)), "t.csv", "binary"),
        (text(gaps=COMMAS).encode(), "t.csv", "more cells than there are headings"),
    ],
)
def test_what_is_no_table_is_one_sentence(data, name, words):
    with pytest.raises(InputError, match=words):
        read_table(name, data)


def test_parquet_keeps_its_numbers(tmp_path):
    pd.DataFrame({"formula": FORMULAS, "gap": [0.5] * 5}).to_parquet(tmp_path / "t.parquet")
    table = read_table("t.parquet", (tmp_path / "t.parquet").read_bytes())
    assert table.frame["gap"].tolist() == [0.5] * 5


@pytest.mark.parametrize("cells", [["0,5", "1,25"], ["1.234,5", "900,1"], ["1 234,5", "2"]])
def test_decimal_commas_mislead_no_delimiter(cells):
    rows = "".join(f"{formula};{cell}\n" for formula, cell in zip(FORMULAS, cells, strict=False))
    table = read(f"formula;gap\n{rows}")
    assert table.frame["gap"].tolist() == cells


def test_limits_are_kept(tmp_path):
    with pytest.raises(InputError, match="at most 3"):
        read_table("t.csv", text().encode(), most_rows=3)
    pd.DataFrame({"cif": ["x" * 1000] * 100}).to_parquet(tmp_path / "t.parquet")
    data = (tmp_path / "t.parquet").read_bytes()
    with pytest.raises(InputError, match="unpacks to more"):
        read_table("t.parquet", data, most_bytes=1000)
    book = io.BytesIO()
    pd.DataFrame({"a": range(5000)}).to_excel(book, index=False)
    with pytest.raises(InputError, match="unpacks to more"):
        read_table("t.xlsx", book.getvalue(), most_bytes=1000)


def test_units_below_the_headings():
    table = read(
        "formula,gap,T\n,eV,K\n" + "".join(f"{f},{g},300\n" for f, g in zip(FORMULAS, GAPS, strict=True))
    )
    assert table.units == {"gap": "eV", "T": "K"}
    assert len(table) == 5


def test_a_first_row_with_a_missing_value_is_no_row_of_units():
    table = read("formula,gap\nNaCl,n/a\n" + text().partition("\n")[2])
    assert len(table) == 6


def test_repeated_headings_are_told_apart():
    table = read("formula,gap,gap\nNaCl,1,2\nKCl,3,4\n")
    assert table.columns == ["formula", "gap", "gap (2)"]
    assert table.frame["gap (2)"].tolist() == ["2", "4"]
    assert "Several columns are named 'gap'" in table.remarks[0]


def test_empty_headings_get_numbers_and_headless_tables_too():
    assert read("formula,,gap\nNaCl,x,1\nKCl,y,2\n").columns == ["formula", "column 2", "gap"]
    table = read(text().partition("\n")[2])
    assert table.columns == ["column 1", "column 2"]
    assert len(table) == 5
    assert len(read("\n".join(FORMULAS))) == 5


def test_a_comma_inside_brackets_cuts_no_formula():
    table = read("formula,gap\n(Ba0.5,Sr0.5)TiO3,0.5\nNaCl,8\nKCl,8\n")
    assert table.frame["formula"].tolist()[0] == "(Ba0.5,Sr0.5)TiO3"
    assert table.frame["gap"].tolist() == ["0.5", "8", "8"]


def test_rows_of_another_length_are_kept_or_named():
    table = read("formula,gap,note\nNaCl,8,a,b\nKCl,9\nKBr,7,c\nLiF,13,d\n")
    assert len(table) == 4
    assert list(table.faults) == [0]
    assert "4 cells under 3 headings" in table.faults[0]
    assert table.frame["note"].tolist()[1] == ""
    assert "1 row with more cells" in " ".join(table.remarks)
    assert "1 row with fewer cells" in " ".join(table.remarks)


def test_quoted_line_ends_and_delimiters_stay_in_their_cells():
    table = read('formula,note,gap\nNaCl,"a, b\n# c",8\nKCl,d,9\n')
    assert table.frame["note"].tolist() == ["a, b\n# c", "d"]


def test_marks_that_belong_to_ids_are_no_comments():
    table = read("id,formula\n#1,NaCl\n#2,KCl\n#3,KBr\n")
    assert table.frame["id"].tolist() == ["#1", "#2", "#3"]


def test_a_cell_far_away_from_the_others_ends_no_process():
    import openpyxl

    book, file = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["formula", "gap (eV)"])
    book.active.append(["NaCl", 5.0])
    book.active["XFD1048576"] = 1  # a full rectangle up to it takes half a terabyte
    book.save(file)
    with pytest.raises(InputError, match="far away"):
        read_table("t.xlsx", file.getvalue())


def test_dates_of_a_spreadsheet_are_text_as_one_writes_them():
    from datetime import date

    import openpyxl

    book, file = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["formula", "made"])
    book.active.append(["NaCl", date(2020, 3, 1)])
    book.save(file)
    assert read_table("t.xlsx", file.getvalue()).frame["made"].tolist() == ["2020-03-01"]


@pytest.mark.parametrize(
    "end", ["Mean,0.64\nSD,0.11\n", "Mittelwert,0.64\nN,5\n", "Total,3.2", ",\nSum:,3.2\n,\n"]
)
def test_rows_that_sum_up_the_others_are_left_out(end):
    table = read(text() + end)
    assert table.frame["formula"].tolist() == FORMULAS
    assert "sum up the others" in " ".join(table.remarks)


def test_elements_at_the_end_are_no_summary():
    assert len(read(text() + "N,1\nV,2\n")) == 7


def test_names_of_rows_that_r_writes_are_left_out():
    rows = zip(FORMULAS, GAPS, strict=True)
    table = read('"formula" "gap"\n' + "".join(f'"{i}" "{f}" {g}\n' for i, (f, g) in enumerate(rows, 1)))
    assert table.columns == ["formula", "gap"]
    assert table.frame["formula"].tolist() == FORMULAS
    assert table.frame["gap"].tolist() == GAPS


@pytest.mark.parametrize("heading", ["hardness", "HV"])
def test_a_second_table_below_is_not_taken_for_more_of_the_first(heading):
    table = read(f"{text()}\n{text(head='formula{}' + heading)}")
    assert len(table) == 5
    assert "A second table begins" in " ".join(table.remarks)


@pytest.mark.parametrize(
    "titles", ["Material,Optical,,Mechanical,", "Material,Optical,,Mechanical,E", ",Optical,,Mechanical"]
)
def test_merged_titles_above_the_headings_are_passed_over(titles):
    rows = "".join(f"{f},{g},2.1,5,100\n" for f, g in zip(FORMULAS, GAPS, strict=True))
    table = read(f"{titles}\nformula,gap,n,H,E\n{rows}")
    assert table.columns == ["formula", "gap", "n", "H", "E"]
    assert len(table) == 5


@pytest.mark.parametrize("name", ["t.xls", "t.xlsx", "t.ods"])
def test_text_that_is_named_like_a_spreadsheet_is_read(name):
    assert read(text("\t"), name).columns == ["formula", "gap"]
    assert read(text("\t").encode("utf-16"), name).columns == ["formula", "gap"]
    with pytest.raises(InputError, match="no spreadsheet"):
        read("<html>\n<table, a>", name)


def test_a_sheet_of_notes_is_no_table():
    book = io.BytesIO()
    with pd.ExcelWriter(book) as writer:
        pd.DataFrame(["Gaps of oxides", "by hand"]).to_excel(
            writer, sheet_name="notes", header=False, index=False
        )
        pd.DataFrame({"formula": FORMULAS, "gap": GAPS}).to_excel(writer, sheet_name="data", index=False)
    table = read_table("t.xlsx", book.getvalue())
    assert table.columns == ["formula", "gap"]
    assert "other sheets were not: notes" in table.remarks[0]


def test_lines_about_the_instrument_above_the_headings_are_passed_over():
    rows = "".join(f"{f},{g},2.1\n" for f, g in zip(FORMULAS, GAPS, strict=True))
    table = read(f"Instrument,UV-3600\nOperator,Müller\nDate,2024-03-01\n\nformula,gap,n\n{rows}")
    assert table.columns == ["formula", "gap", "n"]
    assert "'Instrument UV-3600'" in " ".join(table.remarks)
