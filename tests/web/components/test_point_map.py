"""What the map sends reaches its page, if it is about the points that are shown."""

from __future__ import annotations

import numpy as np
import pytest

from mi_core.web.components import point_map as module
from mi_core.web.components.owned_component import script
from mi_core.web.components.packed_points import packed_classes, packed_points
from mi_core.web.components.point_map import FOLDER, MapState, point_map


@pytest.fixture
def shown(monkeypatch):
    """What the component was given, how it sends, and what reached the page."""
    given, reached = {}, []

    def component(folder, data, *, key, on_message):
        given.update(data=data, send=on_message)

    monkeypatch.setattr(module, "owned_component", component)
    layers, places = ["first", "last"], np.random.default_rng(0).normal(size=(6, 2))
    points = packed_points(layers, {"PCA": [places, places]}, [str(i) for i in range(6)])
    point_map(
        "Map",
        points,
        packed_classes("Class", ["a"] * 6),
        MapState(1, "PCA", selected=3, lassoed=(1, 2)),
        key="map",
        on_select=lambda point: reached.append(("select", point)),
        on_lasso=lambda chosen: reached.append(("lasso", chosen)),
        on_view=lambda title, layer: reached.append(("view", title, layer)),
    )
    return given["data"], given["send"], reached


def test_the_state_of_the_page_is_what_the_map_shows(shown):
    data, _, _ = shown
    assert (data["layer"], data["map"], data["selected"], data["lassoed"]) == (1, "PCA", 3, [1, 2])


def test_what_is_sent_reaches_the_page(shown):
    data, send, reached = shown
    cloud = data["cloud"]["key"]
    send["selected"]({"cloud": cloud, "point": 5})
    send["selected"]({"cloud": cloud, "point": None})
    send["lassoed"]({"cloud": cloud, "points": [0, 4]})
    send["view"]({"cloud": cloud, "map": "PCA", "layer": 0})
    assert reached == [("select", 5), ("select", None), ("lasso", (0, 4)), ("view", "PCA", 0)]


def test_what_is_sent_of_other_points_or_maps_is_dropped(shown):
    data, send, reached = shown
    cloud = data["cloud"]["key"]
    send["selected"]({"cloud": "older", "point": 5})
    send["view"]({"cloud": cloud, "map": "t-SNE", "layer": 0})
    assert not reached
    send["selected"]({"cloud": cloud, "point": 6})
    send["lassoed"]({"cloud": cloud, "points": [5, 6, -1]})
    send["view"]({"cloud": cloud, "map": "PCA", "layer": 9})
    assert reached == [("select", None), ("lasso", (5,)), ("view", "PCA", 1)]


def test_the_script_has_one_entrance():
    assert script(FOLDER).count("export default function") == 1
