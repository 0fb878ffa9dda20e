import pytest
from pymatgen.core import Lattice, Structure

from mi_core.files import file_name
from mi_core.structures.drawing.scene import crystal_scene
from mi_core.web.components.formulas import pretty_formula, pretty_space_group
from mi_core.web.crystals.viewer import clicked_site


@pytest.fixture(scope="module")
def scene():
    return crystal_scene(Structure(Lattice.cubic(4), ["Cs", "Cl"], [[0, 0, 0], [0.5, 0.5, 0.5]]), bonds=False)


def test_a_click_is_a_site_of_the_scene_it_was_made_in(scene):
    assert clicked_site({"site": 1, "scene": scene.key, "click": 1}, scene) == 1


@pytest.mark.parametrize(
    "value",
    [None, "1", {"site": 1, "scene": "another"}, {"site": 1}, {"site": None}, {"site": 2}, {"site": -1}],
)
def test_anything_else_is_no_click(scene, value):
    if isinstance(value, dict) and value.get("site") in (None, 2, -1):
        value = {**value, "scene": scene.key}
    assert clicked_site(value, scene) is None


@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        ("SrTiO3", "SrTiO₃"),
        ("Al12Mg17", "Al₁₂Mg₁₇"),
        ("Cu0.5Ni0.5", "Cu₀.₅Ni₀.₅"),
        ("Ca(OH)2", "Ca(OH)₂"),
        ("", ""),
    ],
)
def test_formulas_for_the_eye(formula, shown):
    assert pretty_formula(formula) == shown


def test_space_groups_for_the_eye():
    assert pretty_space_group("Fm-3m") == "Fm3\u0305m"
    assert pretty_space_group("P6_3/mmc") == "P6₃/mmc"


@pytest.mark.parametrize("name", ["../../etc/passwd", "a b/c:d*e", "日本", "", "x" * 500, "CON\n"])
def test_file_names_are_tame(name):
    tame = file_name(name)
    assert tame
    assert len(tame) <= 80
    assert not set(tame) & set('/\\:*?"<>|\n ')
    assert not tame.startswith(".")
