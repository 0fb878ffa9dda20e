"""The Voxels page without a browser: empty, an example, what has no voxels, grids, and the address."""

import pytest
from pymatgen.core import Lattice, Structure

PAGE = "pages/voxels.py"


def cif(structure) -> bytes:
    return structure.to(fmt="cif").encode()


@pytest.fixture
def page(app):
    app.run()
    return app.switch_page(PAGE).run()


def upload(page, name, data):
    page.file_uploader[0].set_value([(name, data, "application/octet-stream")]).run()
    assert not page.exception
    return page


def said(page) -> str:
    return " ".join(words.value for words in page.markdown)


def test_the_empty_page_offers_files_and_examples(page):
    assert not page.exception
    assert page.title[0].value == "Voxels"
    assert len(page.file_uploader) == 1
    assert page.button(key="example_SrTiO3")


def test_one_click_shows_an_example(page):
    page.button(key="example_SrTiO3").click().run()
    assert not page.exception
    assert "**84** electrons" in said(page)
    assert "**251** vectors" in said(page)
    assert len(page.get("plotly_chart")) == 2
    assert page.query_params["crystal"] == "SrTiO3"
    labels = [button.label for button in page.get("download_button")]
    assert {
        "Voxels as npz",
        "Voxels as HDF5",
        "Voxels as Parquet",
        "Coefficients as CSV",
        "Report (HTML)",
    } <= set(labels)


@pytest.mark.parametrize(("part", "charts"), [("spectrum", 1), ("density", 2), ("unseen", 0)])
def test_every_part_opens_by_its_address(open_at, part, charts):
    at = open_at("voxels", crystal="GaN", part=part)
    assert not at.error
    assert len(at.get("plotly_chart")) == charts
    assert at.query_params["part"] == part


def test_what_was_tried_is_a_table_and_others_can_be_drawn(open_at):
    at = open_at("voxels", crystal="GaN", part="unseen")
    tried = at.table[0].value
    assert tried["Verdict"].tolist() == ["the same voxels"] * 4 + ["other voxels"]
    at.button(key="voxels_draw").click().run()
    assert not at.exception
    assert at.query_params["draw"] == "1"
    assert at.table[0].value["What was done"][0] != tried["What was done"][0]


def test_the_address_holds_grid_scale_level_and_slice(open_at):
    asked = {
        "crystal": "NaCl",
        "grid": "spherical",
        "scale": "shell",
        "middle": "1",
        "level": "0.05",
        "along": "0",
        "bin": "7",
    }
    at = open_at("voxels", **asked)
    assert not at.error
    assert {name: at.query_params[name] for name in asked} == asked
    assert any("32 rings" in caption.value for caption in at.caption)


def test_another_grid_is_chosen_and_written(page):
    page.button(key="example_Si").click().run()
    next(b for b in page.button_group if b.label == "Grid").set_value("spherical").run()
    assert not page.exception
    assert page.query_params["grid"] == "spherical"


def test_an_odd_address_is_said_and_left_out(open_at):
    at = open_at("voxels", crystal="Si", grid="round", level="many")
    assert "grid=round" in at.error[0].value
    assert "level=many" in at.error[1].value
    assert "**112** electrons" in said(at)


def test_a_disordered_crystal_is_one_sentence_and_another_can_be_chosen(open_at):
    at = open_at("voxels", crystal="CuNi")
    assert "partly occupied" in at.error[0].value
    assert "electrons in" not in said(at)
    at.button(key="example_MgO").click().run()
    assert not at.error
    assert at.query_params["crystal"] == "MgO"
    at.selectbox[0].set_value("CuNi").run()
    assert "partly occupied" in at.error[0].value


def test_an_element_without_form_factor_is_one_sentence(page):
    heavy = Structure(Lattice.cubic(5), ["Lr"], [[0, 0, 0]])
    upload(page, "heavy.cif", cif(heavy))
    assert "no X-ray form factor of Lr" in page.error[0].value


def test_too_many_atoms_are_one_sentence(page):
    upload(page, "large.cif", cif(Structure(Lattice.cubic(3), ["Fe"], [[0, 0, 0]]) * (11, 10, 10)))
    assert "1,100 atoms" in page.error[0].value


def test_formulas_alone_have_no_voxels(page):
    upload(page, "table.csv", b"id,formula\nx,MgO\n")
    assert "None of the materials" in page.info[0].value
    assert page.button(key="example_SrTiO3")
