"""The Structures page without a browser: ways in, table, viewer's switches, and what a reload brings back."""

import io
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from patience import PATIENCE_S
from pymatgen.core import Lattice, Structure
from streamlit.testing.v1 import AppTest

from mi_core.jobs.home import home_folder
from mi_core.web.components.formulas import escaped
from mi_core.web.inputs.rows import remembered_rows

PAGE = "pages/structures.py"


def cif(structure) -> bytes:
    return structure.to(fmt="cif").encode()


@pytest.fixture
def page(app):
    app.run()
    return app.switch_page(PAGE).run()


@pytest.fixture
def reload(page):
    """Open the page once more at the address where it is: what a reload and a second tab do."""

    def open_again() -> AppTest:
        again = AppTest.from_file(Path(page._script_path), default_timeout=PATIENCE_S).run()
        for name, value in page.query_params.items():
            again.query_params[name] = value
        again.switch_page(PAGE).run()
        assert not again.exception
        return again

    return open_again


@pytest.fixture(scope="module")
def salt():
    return cif(
        Structure.from_spacegroup("Fm-3m", Lattice.cubic(5.64), ["Na", "Cl"], [[0, 0, 0], [0.5, 0.5, 0.5]])
    )


def upload(page, *files):
    page.file_uploader[0].set_value([(name, data, "application/octet-stream") for name, data in files]).run()
    assert not page.exception
    return page


def table(page):
    return page.dataframe[0].value


def test_the_empty_page_offers_files_text_and_examples(page):
    assert not page.exception
    assert len(page.file_uploader) == 1
    assert len(page.text_area) == 1
    assert page.button(key="example_SrTiO3")
    assert not page.dataframe


def test_one_click_loads_an_example_and_shows_it(page):
    page.button(key="example_SrTiO3").click().run()
    assert not page.exception
    assert page.header[0].value == "SrTiO₃"
    assert table(page)["id"].tolist() == ["SrTiO3"]
    shown = " ".join(str(t.value.to_numpy().tolist()) for t in page.table)
    assert "No. 221" in shown
    assert "cubic" in shown
    assert page.query_params["crystal"] == "SrTiO3"


def test_all_examples_load_and_each_can_be_looked_at(page):
    from mi_core.structures.examples import EXAMPLES

    page.button(key="example_all").click().run()
    assert not page.exception
    assert table(page)["id"].tolist() == list(EXAMPLES)
    for name in EXAMPLES:
        page.session_state["materials_selected"] = name
        page.session_state["materials_version"] += 1  # a new table, which starts at the selected row
        page.run()
        assert not page.exception, name
        assert page.query_params["crystal"] == name


def test_a_good_and_a_bad_file_give_two_rows_and_one_sentence(page, salt):
    upload(page, ("salt.cif", salt), ("bad.cif", b"data_x\nthis is no crystal\n"))
    rows = table(page)
    assert rows["id"].tolist() == ["salt", "bad"]
    assert "failed" in rows["state"][1]
    assert rows["remarks"][1].endswith(".")
    assert page.header[0].value == "NaCl"
    page.session_state["materials_selected"] = "bad"
    page.session_state["materials_version"] += 1
    page.run()
    assert not page.exception
    assert page.error[0].value == escaped(rows["remarks"][1])


def test_a_zip_of_many_is_read(page, salt):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for i in range(20):
            archive.writestr(f"{i}.cif", salt)
    upload(page, ("many.zip", packed.getvalue()))
    assert len(table(page)) == 20


def test_a_formula_without_crystal_says_so(page):
    upload(page, ("table.csv", b"id,formula\nx,MgO\n"))
    assert "nothing to draw" in page.info[0].value


def test_pasted_text_is_read(page, salt):
    page.text_area[0].input(salt.decode())
    next(b for b in page.button if b.label == "Read the text").click().run()
    assert not page.exception
    assert page.header[0].value == "NaCl"


def test_crystals_stay_when_the_page_is_left_and_can_be_cleared(page):
    page.button(key="example_Si").click().run()
    page.switch_page("pages/home.py").run()
    page.switch_page(PAGE).run()
    assert page.header[0].value == "Si"
    page.button(key="clear_materials").click().run()
    assert not page.exception
    assert not page.dataframe


def test_switches_redraw_without_complaint_and_survive_the_page(page):
    page.button(key="example_NaCl").click().run()
    page.button_group(key="crystal_cell").set_value("primitive").run()
    page.number_input(key="crystal_repeat_a").set_value(2).run()
    page.toggle(key="crystal_bonds_small").set_value(False).run()
    assert not page.exception
    assert any("2×1×1" in caption.value for caption in page.caption)
    page.switch_page("pages/home.py").run()
    page.switch_page(PAGE).run()
    assert page.number_input(key="crystal_repeat_a").value == 2
    assert page.toggle(key="crystal_bonds_small").value is False


def test_too_large_a_supercell_is_told_and_not_drawn(page):
    page.button(key="example_NaCl").click().run()
    for axis in "abc":
        page.number_input(key=f"crystal_repeat_{axis}").set_value(10)
    page.run()
    assert not page.exception
    assert any("5,000" in warning.value for warning in page.warning)
    assert any("1×1×1" in caption.value for caption in page.caption)


def test_an_address_with_an_unknown_crystal_is_the_empty_page(app):
    app.run()
    app.query_params["crystal"] = "no such thing"
    app.switch_page(PAGE).run()
    assert not app.exception
    assert len(app.file_uploader) == 1


def test_an_example_is_loaded_once_and_shown_again(page):
    for name in ("NaCl", "Si", "NaCl"):
        page.button(key=f"example_{name}").click().run()
        assert not page.exception
    assert table(page)["id"].tolist() == ["NaCl", "Si"]
    assert page.header[0].value == "NaCl"


def test_a_reload_brings_back_files_texts_and_examples(page, reload, salt):
    page.button(key="example_Si").click().run()
    upload(page, ("salt.cif", salt), ("bad.cif", b"data_x\nthis is no crystal\n"))
    page.text_area[0].input(salt.decode())
    next(b for b in page.button if b.label == "Read the text").click().run()
    before = table(page)
    assert len(before) == 4
    page.session_state["materials_selected"] = "salt"
    page.session_state["materials_version"] += 1
    page.run()
    assert page.query_params["crystal"] == "salt"
    again = reload()
    pd.testing.assert_frame_equal(table(again), before)
    assert again.query_params["crystal"] == "salt"
    assert again.header[0].value == "NaCl"


def test_what_is_removed_or_cleared_stays_away(page, reload, salt):
    upload(page, ("salt.cif", salt), ("salt.cif", salt))
    page.button(key="example_Si").click().run()
    assert table(page)["id"].tolist() == ["salt", "salt-2", "Si"]
    page.button(key="remove_Si").click().run()
    assert table(page)["id"].tolist() == table(reload())["id"].tolist() == ["salt", "salt-2"]
    second = reload()
    page.button(key="clear_materials").click().run()
    assert not second.run().dataframe, "another tab follows"
    assert not reload().dataframe
    assert "crystal" not in page.query_params


def test_a_damaged_file_of_the_workspace_is_a_row_with_a_sentence(page, reload, salt):
    upload(page, ("salt.cif", salt))
    page.button(key="example_Si").click().run()
    folder = home_folder() / "workspaces" / page.query_params["workspace"] / "inputs"
    min(folder.glob("*.zip")).write_bytes(b"damaged")
    remembered_rows.clear()
    again = reload()
    assert table(again)["id"].tolist()[1] == "Si"
    assert "is damaged" in table(again)["remarks"][0]
