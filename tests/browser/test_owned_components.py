"""What the hand did last stays, whatever comes in meanwhile: the scripts of the components, driven without the app."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from patience import PATIENCE_S
from playwright.sync_api import expect

from mi_core.alloys.web.design import wish_grid
from mi_core.alloys.web.explore import composition_sliders
from mi_core.web.components import element_picker
from mi_core.web.components.owned_component import script

if TYPE_CHECKING:
    from pathlib import Path

HARNESS = """
([script, data]) => new Promise((ready) => {
  const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  import(url).then((module) => {
    const parentElement = document.body;
    window.sent = [];
    const setTriggerValue = (name, message) => window.sent.push([name, message]);
    window.show = (data) => module.default({ data, parentElement, setTriggerValue });
    window.show(data);
    ready();
  });
})
"""


class Bench:
    """A component alone on a page: what it posted, and what Python answers."""

    def __init__(self, page, folder: Path, data: dict) -> None:
        self.page, self.data = page, data | {"received": None}
        page.evaluate(HARNESS, [script(folder), self.data])

    def posted(self, *, after: int = 0) -> list:
        """Return every message so far, `after` ms later by the page's own clock, which stands still otherwise."""
        self.page.clock.run_for(after)
        return self.page.evaluate("window.sent")

    def answer(self, message: list | None, **data) -> None:
        """Show data as Python does after it has received a message."""
        number = None if message is None else message[1]["number"]
        self.page.evaluate("(data) => window.show(data)", self.data | data | {"received": number})


@pytest.fixture
def bench(browser):
    page = browser.new_page()
    page.set_default_timeout(1000 * PATIENCE_S)
    page.clock.install()
    page.goto("about:blank")
    page.clock.pause_at("2100-01-01")
    yield lambda folder, **data: Bench(page, folder, data)
    page.close()


def sliders(si: float) -> list:
    return [["Si", 15.0, si, 0.01], ["Mg", 12.0, 1.0, 0.01]]


def grid(bench, *temperatures: float) -> Bench:
    heads = [[f"{t:g} K", f"{t - 273.15:.0f} °C"] for t in temperatures]
    phases = [["MG2SI", "beta Mg2Si", "#888"]]
    return bench(
        wish_grid.FOLDER, rows=phases, temperatures=list(temperatures), heads=heads, wishes=[], shown=[]
    )


def content(bench) -> float:
    return float(bench.page.get_by_role("slider", name="Si (wt%)").input_value())


def test_a_slider_keeps_its_place_while_older_answers_come_in(bench):
    at = bench(composition_sliders.FOLDER, sliders=sliders(0.6))
    at.page.get_by_role("slider", name="Si (wt%)").focus()
    for _ in range(5):
        at.page.keyboard.press("ArrowRight")
    (first,) = at.posted(after=200)
    assert first[0] == "moving"
    for _ in range(5):
        at.page.keyboard.press("ArrowRight")
    at.answer(first, sliders=sliders(0.65))
    assert content(at) == pytest.approx(0.7)
    sent = at.posted(after=1000)
    at.answer(first, sliders=sliders(0.65))
    assert content(at) == pytest.approx(0.7)
    assert [name for name, _ in sent] == ["moving", "moving", "released"], "keys in a row count as one move"
    assert sent[-1][1]["value"] == {"Si": 0.7, "Mg": 1}
    at.answer(sent[-1], sliders=sliders(0.5))
    assert content(at) == pytest.approx(0.5), "the answer to the last message is taken"


def test_a_slider_that_is_dragged_back_to_where_it_was_is_let_go(bench):
    at = bench(composition_sliders.FOLDER, sliders=sliders(7.5))
    slider = at.page.get_by_role("slider", name="Si (wt%)")
    box = slider.bounding_box()
    middle, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    at.page.mouse.move(middle, y)
    at.page.mouse.down()
    at.page.mouse.move(middle + 20, y)
    expect(slider).not_to_have_value("7.5")
    at.page.mouse.move(middle, y)
    expect(slider).to_have_value("7.5")
    at.page.mouse.up()
    assert at.posted()[-1][0] == "released"


def test_a_server_that_began_anew_is_believed(bench):
    at = bench(composition_sliders.FOLDER, sliders=sliders(0.6))
    field = at.page.get_by_label("Si in wt%, typed")
    field.fill("2")
    field.press("Enter")
    at.answer(at.posted()[0], sliders=sliders(2.0))
    field.fill("3")
    field.press("Enter")
    assert len(at.posted()) == 2
    at.answer(None, sliders=sliders(0.6))
    assert content(at) == pytest.approx(0.6)


def test_the_picker_keeps_a_choice_that_python_has_not_received(bench):
    cells = [["H", 1, 1], ["He", 1, 18], ["Li", 2, 1]]
    at = bench(element_picker.FOLDER, label="A", cells=cells, selected=[])
    pressed = 'button[aria-pressed="true"]'
    at.page.get_by_text("H", exact=True).click()
    (first,) = at.posted(after=1000)
    at.page.get_by_text("Li", exact=True).click()
    _, last = at.posted(after=1000)
    at.answer(first, selected=["H"])
    assert at.page.locator(pressed).all_inner_texts() == ["H", "Li"]
    at.answer(last, selected=["Li"])
    assert at.page.locator(pressed).all_inner_texts() == ["Li"]


def test_the_grid_keeps_a_wish_that_python_has_not_received(bench):
    at = grid(bench, 450.0, 820.0)

    def wish(temperature: int) -> None:
        at.page.get_by_label(f"beta Mg2Si at {temperature} K").click()
        at.page.get_by_role("button", name="None of it").click()

    wish(450)
    (first,) = at.posted()
    wish(820)
    at.answer(first, wishes=[["MG2SI", 450.0, 0, 0]])
    assert at.page.get_by_label("beta Mg2Si at 820 K").inner_text() == "none"
    wish(820)
    sent = at.posted()[-1][1]["value"]
    assert sent == [["MG2SI", 450, 0, 0], ["MG2SI", 820, 0, 0]]


def test_a_sentence_about_what_was_typed_outlives_an_answer(bench):
    at = grid(bench, 450.0)
    at.page.get_by_label("beta Mg2Si at 450 K").click()
    at.page.get_by_label("at most").fill("150")
    at.page.get_by_role("button", name="Set").click()
    sentence = at.page.get_by_text("Give numbers between 0 and 100 mol%.")
    expect(sentence).to_be_visible()
    at.answer(None)
    expect(sentence).to_be_visible()
    at.page.get_by_label("beta Mg2Si at 450 K").click()
    expect(sentence).to_be_hidden()
