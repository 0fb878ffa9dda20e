"""The Potentials page without a browser: asking a potential about examples, crystals and files."""

from __future__ import annotations

import pytest
from ase.build import bulk
from copper_frames import copper_frames
from made_frames import as_text
from potential_pages import NAME, button, said


def upload(at, name, data):
    at.file_uploader[0].set_value([(name, data, "text/plain")]).run()
    assert not at.exception
    return at


def test_without_a_potential_the_page_leads_to_learning(open_at):
    at = open_at("potentials")
    assert "No potential is here yet" in said(at)
    button(at, "Learn your own").click().run()
    assert not at.exception
    assert "Drop your frames" in said(at)


def test_examples_are_answered_with_bounds_and_flags(open_at, workspace):
    at = open_at("potentials", workspace=workspace)
    table = at.dataframe[0].value
    assert table["id"][0] == "Cu face-centred cubic"
    assert table["energy"][0] == pytest.approx(-0.0057, abs=0.02)  # of EMT
    assert (table["bound"] > 0).all()
    assert table["domain"].str.contains("outside").any()
    assert "pressure" in said(at)
    labels = [one.label for one in at.get("download_button")]
    assert {"Table as CSV", "Frames as extended XYZ", "Forces as CSV"} <= set(labels)


def test_the_address_names_potential_frame_and_what_is_looked_at(open_at, workspace):
    asked = {"potential": NAME, "frame": "Cu β-tin", "about": "volume"}
    at = open_at("potentials", workspace=workspace, **asked)
    assert at.header[0].value == "Cu β-tin"
    assert len(at.get("plotly_chart")) == 1
    assert "bulk modulus" in said(at)
    for name in ("frame", "about"):
        assert at.query_params[name] in (asked[name], [asked[name]])


def test_a_frame_that_is_outside_says_where_the_potential_extrapolates(open_at, workspace):
    at = open_at("potentials", workspace=workspace, frame="Cu diamond")
    assert any("it extrapolates" in warning.value for warning in at.warning)


def test_elastic_constants_are_computed_at_a_click(open_at, workspace):
    at = open_at("potentials", workspace=workspace, about="elastic")
    assert "C₁₁" not in said(at)
    at.button(key="potentials_elastic").click().run()
    assert not at.exception
    assert "C₁₁" in said(at)
    assert "Poisson" in said(at)


def test_phases_are_compared_in_one_figure(open_at, workspace):
    at = open_at("potentials", workspace=workspace)
    at.multiselect[0].set_value(["Cu face-centred cubic", "Cu body-centred cubic"]).run()
    button(at, "Compare them").click().run()
    assert not at.exception
    order = at.dataframe[-1].value
    assert order["id"].tolist() == ["Cu face-centred cubic", "Cu body-centred cubic"]
    assert order["energy"][1] > order["energy"][0] == 0


def test_a_file_of_frames_is_compared_with_what_it_says(open_at, workspace):
    at = open_at("potentials", workspace=workspace, source="file")
    upload(at, "run.extxyz", as_text(copper_frames(8, seed=3)).encode())
    table = at.dataframe[0].value
    assert len(table) == 8
    assert (table["energy"] - table["given"]).abs().max() < 0.1
    assert table["force_rmse"].notna().all()


def test_bad_frames_and_unknown_elements_have_their_sentences_in_the_table(open_at, workspace):
    good = as_text(copper_frames(6)[:1])
    silicon = bulk("Si")
    a, b, c = silicon.cell.array.ravel().reshape(3, 3).tolist()
    lattice = " ".join(f"{x:.5f}" for row in (a, b, c) for x in row)
    bad = f'2\nLattice="{lattice}" Properties=species:S:1:pos:R:3 pbc="T T T"\nSi 0 0 0\nSi 1.3575 1.3575 1.3575\n'
    at = open_at("potentials", workspace=workspace, source="file")
    upload(at, "run.extxyz", (good + bad + bad.replace("1.3575 1.3575 1.3575", "nan 1 1")).encode())
    errors = at.dataframe[0].value["error"].tolist()
    assert errors[0] == ""
    assert "knows Cu alone; got Si" in errors[1]
    assert errors[2]


def test_a_file_that_is_none_is_a_sentence(open_at, workspace):
    at = open_at("potentials", workspace=workspace, source="file")
    upload(at, "run.extxyz", b"\x00\x01\x02 no frames")
    assert at.error
    assert not at.dataframe


def test_crystals_of_the_session_are_asked_about(open_at, workspace):
    at = open_at("potentials", workspace=workspace, source="crystals")
    at.button(key="example_NaCl").click().run()
    assert not at.exception
    assert "knows Cu alone" in said(at)
    assert "Na" in at.dataframe[0].value["error"][0]


def test_a_potential_of_another_workspace_is_not_there(open_at, workspace):
    at = open_at("potentials", workspace=workspace, potential="theirs")
    assert "There is no potential theirs here" in said(at)
