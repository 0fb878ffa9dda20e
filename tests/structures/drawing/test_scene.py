import json
import subprocess
import sys

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment
from scipy.spatial.distance import cdist

from mi_core.errors import InputError
from mi_core.structures.drawing.scene import crystal_scene

PEER = """
import json, sys, warnings
warnings.simplefilter("ignore")
import crystal_toolkit
from pymatgen.analysis.graphs import StructureGraph
from pymatgen.analysis.local_env import CrystalNN
from pymatgen.core import Structure
answers = []
for text in json.load(sys.stdin):
    graph = StructureGraph.from_local_env_strategy(Structure.from_str(text, fmt="json"), CrystalNN())
    answers.append(graph.get_scene(bonded_sites_outside_unit_cell=False).to_json())
json.dump(answers, sys.stdout)
"""


def part(scene_json, name):
    return next((group["contents"] for group in scene_json["contents"] if group["name"] == name), [])


def points(items, key):
    return np.array([point for item in items for point in np.reshape(item[key], (-1, 3))])


def assert_same_points(ours, theirs):
    """Each point of one lies within 0.02 Å of a point of the other, one to one, wherever the origin of each is."""
    assert len(ours) == len(theirs)
    apart = cdist(ours - ours.mean(axis=0), theirs - theirs.mean(axis=0))
    assert apart[linear_sum_assignment(apart)].max() < 0.02


def test_atoms_and_bonds_are_those_that_crystal_toolkit_draws(srtio3, nacl, silicon):
    """In a process of its own: the import changes how all pymatgen objects display themselves."""
    crystals = [srtio3, nacl, silicon]
    texts = json.dumps([crystal.to_json() for crystal in crystals])
    run = subprocess.run(
        [sys.executable, "-c", PEER], input=texts, capture_output=True, text=True, check=True, timeout=600
    )
    for crystal, theirs in zip(crystals, json.loads(run.stdout), strict=True):
        ours = crystal_scene(crystal, polyhedra=False).data
        for name, key in (("atoms", "positions"), ("bonds", "positionPairs")):
            assert_same_points(points(part(ours, name), key), points(part(theirs, name), key))


def test_a_scene_is_json_and_every_atom_names_its_site(srtio3):
    scene = crystal_scene(srtio3)
    json.dumps(scene.data)
    atoms = part(scene.data, "atoms")
    named = {a["reference"]: len(a["positions"]) for a in atoms}
    assert named == {"site:0": 8, "site:1": 1, "site:2": 2, "site:3": 2, "site:4": 2}
    for atom in atoms:
        site = srtio3[int(atom["reference"].split(":")[1])]
        assert atom["tooltip"].startswith(site.species_string)
        centre = srtio3.lattice.get_cartesian_coords([0.5, 0.5, 0.5])
        offset = srtio3.lattice.get_fractional_coords(np.array(atom["positions"]) + centre) - site.frac_coords
        assert np.allclose(offset, np.round(offset), atol=1e-3)


def test_the_perovskite_shows_its_octahedron_and_not_the_cuboctahedra(srtio3):
    polyhedra = part(crystal_scene(srtio3).data, "polyhedra")
    assert [len(p["positions"]) for p in polyhedra] == [6]


def test_polyhedra_at_the_walls_are_completed_outside_the_cell(nacl):
    plain, full = crystal_scene(nacl, polyhedra=False), crystal_scene(nacl)
    assert plain.n_atoms == 27
    assert full.n_atoms > plain.n_atoms
    assert all(len(p["positions"]) == 6 for p in part(full.data, "polyhedra"))


def test_elements_without_cations_have_no_polyhedra(silicon):
    assert part(crystal_scene(silicon).data, "polyhedra") == []


def test_hidden_elements_lose_atoms_and_bonds_but_stay_in_the_legend(srtio3):
    scene = crystal_scene(srtio3, hidden_elements=["O"])
    assert {a["reference"] for a in part(scene.data, "atoms")} == {"site:0", "site:1"}
    assert part(scene.data, "bonds") == []
    assert set(scene.legend) == {"Sr", "Ti", "O"}
    assert len(part(scene.data, "polyhedra")) == 1


def test_a_mixed_site_is_cut_into_slices_that_make_one_turn(mixed_alloy):
    slices = part(crystal_scene(mixed_alloy).data, "atoms")
    turn = 2 * np.pi
    assert sum(s["phiEnd"] for s in slices) == pytest.approx(turn)
    share = {
        c: sum(s["phiEnd"] for s in slices if s["color"] == c) / turn for c in {s["color"] for s in slices}
    }
    assert sorted(share.values()) == pytest.approx([0.1, 0.3, 0.6])  # vacancy, Au, Cu
    ends = [s["phiStart"] + s["phiEnd"] for s in slices]
    assert [s["phiStart"] for s in slices[1:]] == pytest.approx(ends[:-1])


def test_supercells_repeat_the_drawing_and_keep_site_numbers(srtio3):
    scene = crystal_scene(srtio3, supercell=(2, 1, 1), polyhedra=False)
    assert scene.structure is srtio3
    assert sum(len(a["positions"]) for a in part(scene.data, "atoms") if a["reference"] == "site:1") == 2
    assert sum(len(a["positions"]) for a in part(scene.data, "atoms") if a["reference"] == "site:0") == 12


def test_atoms_just_outside_the_cell_are_drawn_where_they_are_seen(srtio3):
    shifted = srtio3.copy()
    shifted.translate_sites(range(5), [1.3, -2.2, 0.1], to_unit_cell=False)
    wrapped = srtio3.copy()
    wrapped.translate_sites(range(5), [0.3, -0.2, 0.1], to_unit_cell=True)
    one, other = (points(part(crystal_scene(s).data, "atoms"), "positions") for s in (shifted, wrapped))
    assert_same_points(one, other)


def test_large_cells_draw_bonds_on_demand_and_stay_small(srtio3):
    large = srtio3 * (7, 7, 7)
    plain = crystal_scene(large)
    assert plain.bond_rule is None
    assert part(plain.data, "bonds") == []
    assert any("unless you ask" in note for note in plain.notes)
    assert len(json.dumps(plain.data)) < 500_000
    asked = crystal_scene(large, bonds=True)
    assert {b["type"] for b in part(asked.data, "bonds")} == {"lines"}
    assert asked.key != plain.key


def test_equal_scenes_have_equal_keys(srtio3):
    assert crystal_scene(srtio3).key == crystal_scene(srtio3.copy()).key
    keys = {
        crystal_scene(srtio3, **options).key
        for options in (
            {},
            {"bonds": False},
            {"polyhedra": False},
            {"supercell": (2, 1, 1)},
            {"hidden_elements": ["O"]},
        )
    }
    assert len(keys) == 5


def test_the_cell_has_twelve_edges(nacl):
    edges = part(crystal_scene(nacl).data, "unit_cell")
    assert sum(len(e["positions"]) for e in edges) == 24
    assert len({e.get("color") for e in edges}) == 4  # three axes in colour, nine edges in the theme's


def test_impossible_requests_are_told(srtio3):
    with pytest.raises(InputError, match="5,000"):
        crystal_scene(srtio3, supercell=(20, 20, 20))
    with pytest.raises(InputError, match="conventional"):
        crystal_scene(srtio3, cell="niggli")
