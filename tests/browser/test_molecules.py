"""The Molecules page in a browser: the sketcher, which asks nobody else for anything, pictures, and the shape in space."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

OF_THE_SKETCHER = (
    "reading 'eventBus'"  # it complains so at every start, before its editor is there, and goes on
)


@pytest.fixture(scope="module")
def molecules(tab):
    return tab(height=720)


def test_a_drawn_molecule_is_added_and_nothing_comes_from_elsewhere(molecules):
    page, asked = molecules.page, set()
    page.on("request", lambda request: asked.add(request.url))
    molecules.open("molecules")
    page.get_by_role("button", name="Draw").click()
    frame = page.frame_locator('iframe[title*="ketcher"]')
    frame.get_by_title(re.compile("^Benzene")).click()
    frame.locator('[class*="StructEditor-module_canvas"]').click()
    frame.get_by_role("button", name="Apply").click()
    page.get_by_role("textbox", name="Name").fill("ring")
    page.get_by_role("textbox", name="Name").press("Enter")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("heading", name="ring")).to_be_visible()
    expect(page.get_by_text("78.11 g/mol")).to_be_visible()
    expect(page).to_have_url(re.compile("molecule=ring"))
    foreign = {url for url in asked if not url.startswith((molecules.url, "data:", "blob:"))}
    assert not foreign
    molecules.complaints[:] = [words for words in molecules.complaints if OF_THE_SKETCHER not in words]


def test_it_is_there_after_a_reload(molecules):
    molecules.page.reload()
    molecules.settle()
    expect(molecules.page.get_by_role("heading", name="ring")).to_be_visible()


def test_pasted_molecules_stand_in_the_table_with_their_pictures(molecules):
    page = molecules.page
    page.get_by_role("button", name="Add molecules").click()
    page.get_by_role("textbox", name="SMILES, one a line").fill("ClCc1ccccc1 benzyl\nC(C broken")
    page.get_by_role("button", name="Read", exact=True).click()
    expect(page.get_by_role("heading", name="benzyl")).to_be_visible()
    page.locator('[data-testid="stDataFrame"] canvas').first.wait_for()
    expect(page.get_by_role("img", name=re.compile("Structural formula of")).first).to_be_visible()
    page.get_by_text("Structural alerts", exact=True).click()
    expect(page.get_by_text("Alkyl halide")).to_be_visible()


def test_a_shape_is_drawn_in_space(molecules):
    molecules.page.get_by_text("In three dimensions", exact=True).click()
    frame = molecules.viewer()
    expect(frame.get_by_role("button", name="Reset")).to_be_visible()
    expect(frame.get_by_title("Look down a")).to_be_hidden()
    expect(frame.locator("#legend")).to_have_text(re.compile("C.*H|H.*C|Cl"))


def test_a_narrow_page_is_not_wider_than_its_window(tab):
    page = tab(width=480)
    page.open("molecules?molecule=aspirin")
    assert page.overflow() <= 0
