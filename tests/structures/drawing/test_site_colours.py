"""Scenes whose atoms are coloured by numbers."""

from __future__ import annotations

import pytest
from pymatgen.core import Lattice, Structure

from mi_core.structures.drawing.scene import crystal_scene
from mi_core.structures.drawing.site_colours import with_site_colours


@pytest.fixture
def scene():
    return crystal_scene(
        Structure.from_spacegroup("Fm-3m", Lattice.cubic(4.2), ["Mg", "O"], [[0, 0, 0], [0.5] * 3])
    )


def named(scene, name):
    return next(part for part in scene.data["contents"] if part.get("name") == name)


def test_each_site_takes_its_colour_and_its_words(scene):
    colours = [f"#0000{number:02x}" for number in range(8)]
    painted = with_site_colours(scene, colours, [f"site {number}" for number in range(8)])
    balls = named(painted, "atoms")["contents"]
    assert {ball["reference"]: ball["color"] for ball in balls} == {
        f"site:{number}": colour for number, colour in enumerate(colours)
    }
    assert all(ball["tooltip"] == ball["reference"].replace(":", " ") for ball in balls)


def test_bonds_lose_the_colours_of_elements_and_the_scene_is_another(scene):
    painted = with_site_colours(scene, ["#010203"] * 8, [""] * 8)
    assert len({bond["color"] for bond in named(painted, "bonds")["contents"]}) == 1
    assert painted.key != scene.key
    assert not painted.legend
    assert named(scene, "atoms")["contents"][0]["color"] != "#010203"  # the first scene stays as it was
