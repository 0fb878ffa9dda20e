"""What the hand did last stays, whatever comes in meanwhile: the scripts of the components, driven without the app."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from patience import PATIENCE_S
from playwright.sync_api import expect

from mi_core.alloys.web.design import wish_grid
from mi_core.alloys.web.explore import composition_sliders
from mi_core.web.components import element_picker, point_map
from mi_core.web.components.owned_component import script
from mi_core.web.components.packed_points import packed_classes, packed_points

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


def corners(bench) -> Bench:
    """A map of four points in the corners of a square, whose first layer is the last one turned by half."""
    places = np.array([[-1.0, -1.0], [1.0, -1.0], [1.0, 1.0], [-1.0, 1.0]])
    points = packed_points(["first", "last"], {"PCA": [-places, places]}, ["south-west", "b", "c", "d"])
    at = bench(
        point_map.FOLDER,
        label="Map",
        cloud=points,
        colour=packed_classes("Class", ["a", "a", "b", "b"]),
        layer=1,
        map="PCA",
        selected=None,
        second=None,
        lassoed=[],
        height=400,
    )
    at.page.add_style_tag(path=point_map.FOLDER / "map.css")
    at.posted(after=100)
    return at


def corner(bench, x: int, y: int) -> tuple[float, float]:
    """Where on the screen a corner is: x and y are -1 or 1."""
    box = bench.page.get_by_role("application", name="Map").bounding_box()
    reach = 0.47 * min(box["width"], box["height"])
    return box["x"] + box["width"] / 2 + x * reach, box["y"] + box["height"] / 2 - y * reach


def test_a_click_an_arrow_and_a_loop_on_the_map_tell_which_points(bench):
    at = corners(bench)
    at.page.mouse.click(*corner(at, -1, -1))
    assert [message["value"]["point"] for name, message in at.posted() if name == "selected"] == [0]
    at.page.get_by_role("application", name="Map").press("ArrowRight")
    assert at.posted(after=1000)[-1][1]["value"]["point"] == 1
    at.page.keyboard.down("Shift")
    at.page.mouse.move(corner(at, 1, 1)[0] + 8, corner(at, 1, 1)[1] - 8)
    at.page.mouse.down()
    for x, y in ((1, -1), (0, -1), (0, 1)):
        at.page.mouse.move(corner(at, x, y)[0] + 8 * x, corner(at, x, y)[1] - 8 * y, steps=3)
    at.page.mouse.up()
    at.page.keyboard.up("Shift")
    name, message = at.posted()[-1]
    assert (name, message["value"]["points"]) == ("lassoed", [1, 2])


def test_points_move_to_the_layer_that_the_slider_goes_to(bench):
    at = corners(bench)
    at.page.get_by_role("button", name="Layer before").click()
    assert at.posted(after=2000)[-1][1]["value"]["layer"] == 0
    at.page.mouse.click(*corner(at, 1, 1))
    assert at.posted()[-1][1]["value"]["point"] == 0, "what was in the south-west is in the north-east now"


def test_a_selection_stays_while_older_answers_come_in(bench):
    at = corners(bench)
    at.page.mouse.click(*corner(at, -1, -1))
    at.answer(None)
    assert at.page.locator(".told").text_content() == "Selected: south-west"
    at.answer(at.posted()[-1], selected=2)
    assert at.page.locator(".told").text_content() == "Selected: c"
