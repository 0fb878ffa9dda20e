"""The Voxels page with density files: what is said of them, their parts, comparisons, errors, and the address."""

from __future__ import annotations

import gzip

import numpy as np
import pytest
from density_files import TRICLINIC, charge_file, gaussians, vasp_text

from mi_core.densities.field import ScalarField
from mi_core.densities.writing import cube_file

SHAPE = (24, 26, 30)
DENSITY = gaussians(shape=SHAPE)
CHGCAR = charge_file(DENSITY)
VOLUME = TRICLINIC.volume
SPIN = vasp_text(DENSITY * VOLUME, 0.25 * (DENSITY - 0.1) * VOLUME).encode()
LOCPOT = vasp_text(8 - 60 * DENSITY / DENSITY.max()).encode()


@pytest.fixture
def page(app):
    app.run()
    return app.switch_page("pages/voxels.py").run()


def drop(page, **files):
    """Drop files by name, and run until the page shows what came of them."""
    given = [(name, data, "application/octet-stream") for name, data in files.items()]
    page.file_uploader[0].set_value(given).run()
    assert not page.exception
    return page


def said(page) -> str:
    return " ".join(words.value for words in page.markdown)


def choose(page, label: str, value):
    next(box for box in page.selectbox if box.label == label).set_value(value).run()
    assert not page.exception
    return page


def part(page, name: str):
    next(group for group in page.button_group if group.label == "Part").set_value(name).run()
    assert not page.exception
    return page


def charts(page) -> int:
    return len(page.get("plotly_chart"))


def test_a_chgcar_is_shown_at_once(page):
    drop(page, CHGCAR=CHGCAR)
    assert not page.error
    assert "**CHGCAR**, NaCl, 24 × 26 × 30 points. **Electron density: valence.**" in said(page)
    assert "**8** electrons :green[" in said(page)
    assert charts(page) == 2
    assert page.query_params["density"] == "CHGCAR"
    assert "Report (HTML)" in [button.label for button in page.get("download_button")]
    assert "crystal" not in page.query_params


@pytest.mark.parametrize(("name", "count"), [("profiles", 2), ("voxels", 2), ("spectrum", 1)])
def test_every_part_of_a_density_opens(page, name, count):
    part(drop(page, CHGCAR=CHGCAR), name)
    assert not page.error
    assert charts(page) == count
    assert page.query_params.get("part", "voxels") == name


def test_packed_files_and_cubes_are_densities_too(page):
    drop(page, **{"CHGCAR.gz": gzip.compress(CHGCAR)})
    assert "**8** electrons" in said(page)
    cube = cube_file(ScalarField("valence", "x", TRICLINIC, DENSITY))
    drop(page, **{"salt.cube": cube})
    assert "**salt.cube**" in said(page)
    assert page.selectbox[0].options == ["CHGCAR.gz · NaCl", "salt.cube · NaCl"]


def test_a_second_file_of_the_same_name_is_told_apart(page):
    drop(page, CHGCAR=CHGCAR)
    drop(page, CHGCAR=SPIN)
    assert page.selectbox[0].options == ["CHGCAR · NaCl", "CHGCAR (2) · NaCl"]
    assert page.query_params["density"] == "CHGCAR-2"
    assert next(box for box in page.selectbox if box.label == "Grid of the file").options == [
        "Electron density: valence",
        "Spin density, up minus down",
    ]


def test_cores_and_valence_dropped_together_are_one(page):
    drop(page, AECCAR0=charge_file(DENSITY * 20 / 8), AECCAR2=CHGCAR)
    assert not page.error
    assert "**AECCAR0 + AECCAR2**" in said(page)
    assert "**28** electrons :green[" in said(page)


def test_cores_of_another_crystal_are_shown_apart(page):
    drop(page, AECCAR0=charge_file(gaussians() * 20 / 8), AECCAR2=CHGCAR)
    assert "shown apart. Core and valence have" in page.error[0].value
    assert len(page.selectbox[0].options) == 2


def test_spins_are_a_grid_of_their_own(page):
    drop(page, CHGCAR=SPIN)
    choose(page, "Grid of the file", 1)
    assert "**Spin density, up minus down.**" in said(page)
    assert "moment **" in said(page)
    assert page.query_params["block"] == "1"
    next(group for group in page.button_group if group.label == "Sign").set_value("negative").run()
    assert page.query_params["sign"] == "negative"
    assert charts(page) == 2


def test_free_atoms_are_taken_away(page):
    choose(drop(page, CHGCAR=CHGCAR), "Field", "atoms")
    assert "valence, minus free atoms" in said(page)
    assert "**0** electrons :green[" in said(page)
    assert any("Na 1, Cl 7" in words.value for words in page.caption)
    for name in ("profiles", "voxels", "spectrum"):
        part(page, name)
        assert not page.error


def test_two_files_on_one_grid_are_compared(page):
    drop(page, CHGCAR=CHGCAR, CHGCAR_small=charge_file(0.9 * DENSITY), LOCPOT=LOCPOT)
    assert next(b for b in page.selectbox if b.label == "Field").options == [
        "As in the file",
        "Minus its free atoms",
        "Minus CHGCAR_small (NaCl)",
    ]
    choose(page, "Field", "CHGCAR_small")
    assert "**0.8** electrons :orange[" in said(page)
    assert "different numbers of electrons" in page.warning[0].value


def test_a_potential_is_said_to_be_none_and_has_a_macroscopic_average(page):
    part(drop(page, LOCPOT=LOCPOT), "profiles")
    assert "in eV, and no density" in said(page)
    parts = next(group for group in page.button_group if group.label == "Part")
    assert parts.options == ["In the cell", "Profiles"]
    window = next(box for box in page.number_input if "macroscopic" in box.label)
    window.set_value(2.5).run()
    assert not page.error
    assert page.query_params["window"] == "2.5"


def test_a_line_goes_where_it_is_told(page):
    part(drop(page, CHGCAR=CHGCAR), "profiles")
    assert [next(b for b in page.selectbox if b.label == end).value for end in ("From", "To")] == [
        "Na1",
        "Cl1",
    ]
    choose(page, "To", "Na1")
    assert "has no length" in page.error[0].value
    assert charts(page) == 1


def test_wrong_files_are_a_sentence_each_and_the_others_stay(page):
    values = (DENSITY * VOLUME).copy()
    values[3, 4, 5] = np.nan
    drop(
        page,
        CHGCAR_cut=CHGCAR[: len(CHGCAR) // 2],
        CHGCAR_nan=vasp_text(values).encode(),
        CHGCAR_counts=CHGCAR.replace(b"  24   26   30", b"  24   26   20"),
        CHGCAR_cell=CHGCAR.replace(b"  24   26   30", b" 312   30    2"),
        CHGCAR=LOCPOT,
        **{"CHGCAR.gz": gzip.compress(CHGCAR)[:2000], "salt.cif": TRICLINIC.to(fmt="cif").encode()},
        PARCHG=CHGCAR,
    )
    sentences = [error.value for error in page.error]
    for words in ("cut off", "not finite", "counts before it", "does not fit the cell", "seems to be a local potential",
                  "packed with gzip and damaged"):  # fmt: skip
        assert any(words in sentence for sentence in sentences), words
    assert len(sentences) == 6
    assert "**PARCHG**" in said(page)
    assert page.selectbox[0].options == ["PARCHG · NaCl", "NaCl · salt"]
    drop(page, CHGCAR=CHGCAR)
    assert not page.error


def test_the_title_of_a_stranger_is_shown_as_it_stands(page):
    cube = cube_file(ScalarField("unknown", "x", TRICLINIC, DENSITY - 0.05)).replace(
        b"unknown: x", b"orbital *1* [a](b)"
    )
    drop(page, **{"orbital.cube": cube})
    assert not page.error
    assert r"orbital \*1\* \[a\](b)" in said(page)
    assert "does not say what its values are" in said(page)
    assert charts(page) == 2


def test_a_grid_too_coarse_for_voxels_is_one_sentence(page):
    part(drop(page, CHGCAR=charge_file(gaussians(shape=(6, 7, 8)))), "voxels")
    assert "give a finer grid" in page.error[0].value
    assert "**Electron density" in said(page)
    part(page, "density")
    assert not page.error
    assert charts(page) == 2


def test_crystals_and_densities_are_chosen_in_one_box(page):
    page.button(key="example_NaCl").click().run()
    drop(page, CHGCAR=CHGCAR)
    part(page, "profiles")
    choose(page, "Crystal or density", ("crystal", "NaCl"))
    assert "**112** electrons in the cell" in said(page)
    assert "density" not in page.query_params
    choose(page, "Crystal or density", ("density", "CHGCAR"))
    assert "**8** electrons" in said(page)


def test_a_density_outlives_a_change_of_pages_and_gives_its_crystal(page):
    drop(page, CHGCAR=CHGCAR)
    page.button(key="voxels_take_crystal").click().run()
    page.switch_page("pages/structures.py").run()
    assert page.dataframe[0].value["formula"].tolist() == ["NaCl"]
    page.switch_page("pages/voxels.py").run()
    assert "**8** electrons" in said(page)
    page.button(key="voxels_close").click().run()
    assert "**28** electrons in the cell" in said(page)


def test_what_is_not_here_any_more_is_asked_for_and_shown_as_it_was(open_at):
    at = open_at(
        "voxels", density="CHGCAR", part="density", cut="0", height="0.25", times="211", surface="0.05"
    )
    assert "CHGCAR is no longer here" in at.info[0].value
    assert at.query_params["height"] == "0.25"
    drop(at, CHGCAR=CHGCAR)
    assert not at.info
    assert at.query_params["cut"] == "0"
    assert at.query_params["times"] == "211"
    assert charts(at) == 2


def test_an_address_of_the_example_makes_it_again(open_at):
    at = open_at(
        "voxels", density="silicon-bonds", part="profiles", start="Si1", end="0.5 0.5 0.5", times="9"
    )
    assert "times=9" in at.error[0].value
    assert "**16** electrons :green[" in said(at)
    assert "not self-consistent" in " ".join(words.value for words in at.caption)
    assert next(b for b in at.selectbox if b.label == "To").value == "0.5 0.5 0.5"


def test_a_session_holds_so_much_and_says_what_went(page, monkeypatch):
    monkeypatch.setattr("mi_core.voxels.web.field.session.MOST_VALUES", 1.5 * DENSITY.size)
    drop(page, CHGCAR=CHGCAR)
    drop(page, CHGCAR_2=CHGCAR)
    assert "CHGCAR was closed" in page.error[0].value
    assert page.selectbox[0].options == ["CHGCAR_2 · NaCl"]
