"""`python -m mi_core thermoelectric-computed`: files in, a table out, a sentence for each that is left out."""

from __future__ import annotations

import pandas as pd
import pytest

from mi_core.__main__ import main
from mi_core.thermoelectrics.computed.example import example_files
from mi_core.thermoelectrics.computed.quantities import COMPUTED_COLUMNS
from mi_core.thermoelectrics.display import POWER_FACTOR


@pytest.fixture
def files(tmp_path):
    paths = []
    for name, data in example_files():
        paths.append(tmp_path / name)
        paths[-1].write_bytes(data)
    return paths


def run(*arguments) -> int:
    return main(["thermoelectric-computed", *map(str, arguments)])


def test_all_points_or_the_best(files, tmp_path, capsys):
    out, best = tmp_path / "all.csv", tmp_path / "best.parquet"
    assert run(*files, "--tau", 5, "--output", out) == 0
    assert "390 rows of 3 compounds, for τ = 5 fs" in capsys.readouterr().err
    frame = pd.read_csv(out)
    assert list(frame) == list(COMPUTED_COLUMNS)
    assert run(*files, "--best", "--output", best) == 0
    kept = pd.read_parquet(best)
    assert len(kept) == 6
    assert kept[POWER_FACTOR].max() == pytest.approx(2 * frame[~frame["metal"]][POWER_FACTOR].max())


def test_files_that_are_left_out_are_said(files, tmp_path, capsys):
    (tmp_path / "x_mp-1.json").write_text("{")
    out = tmp_path / "all.csv"
    assert run(files[0], tmp_path / "x_mp-1.json", tmp_path / "none.json", "--output", out) == 1
    said = capsys.readouterr().err
    assert "x_mp-1.json cannot be parsed" in said
    assert "none.json: The file cannot be opened (No such file or directory)." in said
    assert len(pd.read_csv(out)) == 130


def test_nothing_is_written_where_nothing_is_read(tmp_path, capsys):
    (tmp_path / "x.json").write_text("[]")
    assert run(tmp_path / "x.json", "--output", tmp_path / "all.csv") == 2
    assert "None of 1 file could be read" in capsys.readouterr().err
    assert not (tmp_path / "all.csv").exists()


@pytest.mark.parametrize(("arguments", "words"), [(("--tau", "0"), "between"), ((), ".parquet")])
def test_bad_options_are_one_sentence(files, tmp_path, capsys, arguments, words):
    out = tmp_path / ("out.csv" if arguments else "out.xlsx")
    assert run(files[0], *arguments, "--output", out) == 2
    assert words in capsys.readouterr().err
