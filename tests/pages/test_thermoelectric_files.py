"""The part of the Thermoelectrics page that reads files of Ricci et al., without a browser."""

from __future__ import annotations

import gzip
import io
import json
import zipfile

import pytest

from mi_core.thermoelectrics.computed.example import COMPOUNDS, example_files, example_json
from mi_core.thermoelectrics.display import KAPPA_E, POWER_FACTOR
from mi_core.thermoelectrics.transport.analysis import SEEBECK, SIGMA

NAMES = list(COMPOUNDS)
ZIP = "application/zip"


def upload(at, *files):
    at.file_uploader[0].set_value([(name, data, "application/json") for name, data in files]).run()
    assert not at.exception
    return at


def with_examples(at):
    at.button(key="computed_example").click().run()
    assert not at.exception
    return at


def table(at):
    return at.dataframe[0].value


def said(at) -> str:
    shown = (*at.markdown, *at.caption, *at.warning, *at.info, *at.error)
    return " ".join(m.value for m in shown).replace("\\", "")


def changed(name: str, change=lambda _: None) -> bytes:
    content = json.loads(example_json(name))
    change(content)
    return gzip.compress(json.dumps(content).encode())


def test_it_opens_and_says_what_the_files_are(open_at):
    at = open_at("thermoelectrics", part="computed")
    assert "doi.org/10.5061/dryad.gn001" in said(at)
    assert "seebeck_doping" in said(at)
    assert len(at.file_uploader) == 1
    assert not at.dataframe


def test_made_up_compounds_are_shown_and_called_so(open_at):
    at = with_examples(open_at("thermoelectrics", part="computed"))
    assert "examples of the form, not data" in said(at)
    assert len(table(at)) == 6
    assert table(at)["metal"].tolist() == [False] * 4 + [True] * 2
    assert table(at)[POWER_FACTOR].iloc[:4].is_monotonic_decreasing
    assert "τ = 10 fs" in said(at)


def test_files_stay_over_page_changes_and_are_added_to(open_at):
    files = example_files()
    at = upload(open_at("thermoelectrics", part="computed"), *files[:1])
    assert "**1 compound**" in said(at)
    at = upload(at, *files[1:])
    assert "**3 compounds**" in said(at)
    at.switch_page("pages/home.py").run()
    at.switch_page("pages/thermoelectrics.py").run()
    assert len(table(at)) == 6


def test_all_that_is_chosen_is_in_the_address_and_comes_back(open_at):
    link = {
        "computed_compound": "example-2", "computed_carriers": "p", "computed_tau": "20",
        "computed_figure": "doping", "computed_log": "0", "computed_kind": "gap", "computed_hottest": "600",
        "computed_doping": "1e+19",
    }  # fmt: skip
    at = open_at("thermoelectrics", part="computed", **link)
    with_examples(at)
    assert at.selectbox[0].value == "example-2"
    assert "p-type, **τ = 20 fs**" in said(at).replace("holes", "").replace(" ()", "")
    assert (table(at)["temperature_k"] <= 600).all()
    assert (table(at)["carriers_per_cm3"] <= 10).all()  # 10¹⁸ cm⁻³
    assert "example-3" not in set(table(at)["id"])
    assert {name: at.query_params[name] for name in link} == link


def test_tau_and_units_scale_what_depends_on_them(open_at):
    at = with_examples(open_at("thermoelectrics", part="computed"))
    before = table(at)
    at.number_input(key=f"computed_tau_{turn(at)}").set_value(30.0).run()
    for column in (POWER_FACTOR, SIGMA, KAPPA_E):
        assert table(at)[column].to_numpy() == pytest.approx(3 * before[column].to_numpy())
    for column in (SEEBECK, "zt_electronic"):
        assert table(at)[column].to_numpy() == pytest.approx(before[column].to_numpy())
    at.button_group(key=f"thermoelectrics_units_{turn(at)}").set_value(["uW_per_cm_K2", "celsius"]).run()
    assert table(at)[POWER_FACTOR].to_numpy() == pytest.approx(30 * before[POWER_FACTOR].to_numpy())
    assert table(at)["temperature_k"].to_numpy() == pytest.approx(before["temperature_k"].to_numpy() - 273.15)


def turn(at) -> int:
    turns = "thermoelectrics_turn"
    return at.session_state[turns] if turns in at.session_state else 0  # noqa: SIM401 - it has no get


@pytest.mark.parametrize("figure", ["temperature", "doping", "pisarenko", "ioffe"])
def test_each_figure_opens_by_its_address(open_at, figure):
    at = with_examples(open_at("thermoelectrics", part="computed", computed_figure=figure))
    assert at.button_group(key=f"computed_figure_{turn(at)}").value == figure


def test_the_better_type_is_shown_until_one_is_chosen(open_at):
    at = with_examples(open_at("thermoelectrics", part="computed"))
    assert "(example-1), gap 0.90 eV, p-type" in said(at)
    at.selectbox[0].set_value("example-2").run()
    assert "(example-2), gap 1.80 eV, n-type" in said(at)
    assert "computed_carriers" not in at.query_params
    at.button_group(key=f"computed_carriers_{turn(at)}_example-2").set_value("p").run()
    assert "(example-2), gap 1.80 eV, p-type" in said(at)
    assert at.query_params["computed_carriers"] == "p"
    at.button_group(key=f"computed_carriers_{turn(at)}_").set_value("n").run()
    assert "(example-2), gap 1.80 eV, n-type" in said(at)
    assert at.query_params["computed_carriers"] == "n"


def test_metals_are_said_to_mean_nothing(open_at):
    at = with_examples(open_at("thermoelectrics", part="computed", computed_compound="example-3"))
    assert "no doping to speak of" in at.warning[0].value
    assert table(at)["remarks"].iloc[-1] == "metal: S and doping mean nothing"


def test_wishes_that_leave_nothing_are_said(open_at):
    at = with_examples(open_at("thermoelectrics", part="computed", computed_gap="5"))
    assert "None of 3 compounds is as wished (1 filter on)" in at.warning[0].value
    assert not at.dataframe


def test_bad_files_are_a_sentence_each_and_the_others_stay(open_at):
    good, other = example_files()[:2]
    upload(
        at := open_at("thermoelectrics", part="computed"),
        good,
        ("empty_mp-1.json", b""),
        ("broken_mp-2.json", b'{"gap": {'),
        ("another_mp-3.json", b'{"lattice": 3}'),
        ("another_example-1.json.gz", changed(NAMES[0])),
        other,
    )
    assert len(table(at)) == 4
    errors = [error.value.replace("\\", "") for error in at.error]
    assert [error.split()[0] for error in errors] == [
        "empty_mp-1.json",
        "broken_mp-2.json",
        "another_mp-3.json",
        "another_example-1.json.gz",
    ]
    assert "which made-up_example-1.json.gz has given already" in errors[-1]


def test_impossible_points_are_left_out_and_said(open_at):
    def spoil(content):
        place = content["GGA"]["cond_doping"]["n"]["300"]
        place["1e+18"]["eigs"] = [-1.0, -1.0, -1.0]
        place["1e+19"]["eigs"] = [float("nan")] * 3
        del content["GGA"]["kappa_doping"]["p"]

    at = upload(open_at("thermoelectrics", part="computed"), ("x_mp-5.json.gz", changed(NAMES[0], spoil)))
    assert "2 of 130 points left out" in said(at)
    assert "65 points without a κₑ" in said(at)
    assert len(table(at)) == 2


def test_a_zip_of_packed_files_and_one_that_is_damaged(open_at):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in example_files():
            archive.writestr(f"files/{name}", data)
        archive.writestr("files/notes.txt", "hello")
    at = open_at("thermoelectrics", part="computed")
    at.file_uploader[0].set_value(
        [("all.zip", packed.getvalue(), ZIP), ("bad.zip", packed.getvalue()[:-40], ZIP)]
    ).run()
    assert len(table(at)) == 6
    assert "bad.zip: The zip archive is damaged" in said(at)
    assert "notes.txt" in said(at)


def test_compounds_are_removed(open_at):
    at = with_examples(open_at("thermoelectrics", part="computed", computed_compound="example-1"))
    at.button(key="computed_remove_one").click().run()
    assert set(table(at)["id"]) == {"example-2", "example-3"}
    at.button(key="computed_remove").click().run()
    assert not at.dataframe


def test_the_table_that_ships_is_compared(open_at):
    from mi_core.thermoelectrics.computed.shipped import shipped_points

    known = shipped_points()
    row = known[(known["carriers"] == "n") & (known[SEEBECK] < -100)].iloc[0]

    def like_the_table(content):
        for block, value in (("seebeck_doping", row[SEEBECK]), ("cond_doping", row[SIGMA] / 1e-15)):
            size = abs(value)
            if block == "cond_doping":  # so that S²σ is that of the table, too
                size = row[POWER_FACTOR] * 1e-3 / (row[SEEBECK] * 1e-6) ** 2 / 1e-15
            number = size if value > 0 else -size
            content["GGA"][block]["n"]["300"]["1e+18"] = {
                "eigs": [value] * 3,
                "tensor": [[number, 0, 0], [0, number, 0], [0, 0, number]],
            }

    name, link = f"x_{row['id']}.json.gz", {"part": "computed", "computed_carriers": "n"}
    at = upload(open_at("thermoelectrics", **link), (name, changed(NAMES[0], like_the_table)))
    assert "agrees with the table that ships" in said(at)
    assert table(at).set_index("carriers").loc["n", "check"] == "agrees"
    at = upload(open_at("thermoelectrics", **link), (name, changed(NAMES[0])))
    assert "the table that ships has" in said(at)
    assert table(at)["check"].str.startswith("off by").any()


def test_a_hundred_files_are_usable(open_at):
    data = [(f"x_mp-{900000 + i}.json.gz", example_files()[i % 3][1]) for i in range(100)]
    at = upload(open_at("thermoelectrics", part="computed", computed_find="heavy"), *data)
    assert "**100 compounds**" in said(at)
    assert len(table(at)) == 66
