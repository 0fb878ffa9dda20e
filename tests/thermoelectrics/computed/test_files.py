"""Files in: what each bad one is told, and what of a good one is left out."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from mi_core.datasets.sources.ricci_files import COLUMNS
from mi_core.errors import InputError
from mi_core.thermoelectrics.computed.example import COMPOUNDS, example_files, example_json
from mi_core.thermoelectrics.computed.files import no_points, read_files

NAME = next(iter(COMPOUNDS))


def spoiled(change, name: str = NAME) -> bytes:
    content = json.loads(example_json(name))
    change(content["GGA"])
    return json.dumps(content).encode()


def test_made_up_files_are_read_without_a_word(reading):
    assert list(reading.points) == [*COLUMNS, "file"]
    assert reading.points.groupby("id").size().to_dict() == dict.fromkeys(
        ("example-1", "example-2", "example-3"), 130
    )
    assert reading.problems == reading.remarks == ()


def test_each_bad_file_is_a_sentence_and_the_others_stay():
    files = [("a_mp-1.json", b"{"), *example_files()[:1], ("b_mp-2.json", b""), ("c.json", InputError("No."))]
    found = read_files(files)
    assert found.points["id"].unique().tolist() == ["example-1"]
    assert [problem.split()[0] for problem in found.problems] == ["a_mp-1.json", "b_mp-2.json", "c.json:"]


def test_a_second_file_of_a_compound_is_left_out():
    first, second = example_files()[:2]
    found = read_files([first, ("other_example-1.json.gz", second[1])])
    assert found.points["formula"].unique().tolist() == ["Made-up light bands"]
    assert "other_example-1.json.gz is of example-1, which made-up_example-1.json.gz" in found.problems[0]
    again = read_files([first], {"example-1": "old.json"})
    assert again.points.empty
    assert "old.json" in again.problems[0]


def test_no_more_compounds_than_are_held():
    found = read_files(example_files(), most=2)
    assert found.points["id"].nunique() == 2
    assert "at most 2 compounds" in found.problems[0]


@pytest.mark.parametrize("value", [-1.0, float("nan"), float("inf"), 0.0])
def test_points_without_a_conductivity_are_left_out(value):
    def change(blocks):
        blocks["cond_doping"]["n"]["300"]["1e+18"]["eigs"] = [value] * 3

    found = read_files([(NAME, spoiled(change))])
    assert len(found.points) == 129
    assert "1 of 130 points left out" in found.remarks[0]


def test_a_file_without_any_conductivity_is_left_out():
    def change(blocks):
        for temperatures in blocks["cond_doping"].values():
            for dopings in temperatures.values():
                for entry in dopings.values():
                    entry["eigs"] = [float("nan")] * 3

    found = read_files([(NAME, spoiled(change))])
    assert found.points.empty
    assert "no point with a finite S and a σ above 0" in found.problems[0]


def test_without_kappa_the_rest_stays():
    found = read_files([(NAME, spoiled(lambda blocks: blocks.pop("kappa_doping")))])
    assert len(found.points) == 130
    assert found.points["kappa"].isna().all()
    assert "130 points without a κₑ" in found.remarks[0]


def test_members_of_a_zip_are_files_and_a_damaged_one_is_said():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in example_files():
            archive.writestr(name, data)
        archive.writestr("inner.zip", b"PK")
        archive.writestr("../out.json", b"{}")
    found = read_files([("all.zip", packed.getvalue()), ("bad.zip", packed.getvalue()[:-30])])
    assert found.points["id"].nunique() == 3
    assert [problem.split(":")[0] for problem in found.problems] == [
        "all.zip/inner.zip",
        "all.zip/../out.json",
        "bad.zip",
    ]


def test_an_empty_zip_is_told_which_files_are_read():
    empty = io.BytesIO()
    zipfile.ZipFile(empty, "w").close()
    (problem,) = read_files([("none.zip", empty.getvalue())]).problems
    assert problem == "none.zip: The zip archive holds no files; put JSON files, gzipped or not, in it."


def test_no_files_give_no_points():
    assert read_files([]).points.equals(no_points())
