import pytest
from pymatgen.core import Lattice, Structure

from mi_core.errors import InputError
from mi_core.structures.analysis import environment as module
from mi_core.structures.analysis.environment import describe_site
from mi_core.structures.analysis.wyckoff import describe_symmetry


def test_titanium_in_strontium_titanate(srtio3):
    site = describe_site(srtio3, 1)
    assert (site.element, site.wyckoff, site.site_symmetry) == ("Ti", "1b", "m-3m")
    assert site.frac_coords == (0.5, 0.5, 0.5)
    assert site.coordination_number == 6
    assert site.shell == "6 O"
    assert [n.distance_angstrom for n in site.neighbours] == pytest.approx([3.905 / 2] * 6)
    assert site.method == "CrystalNN"


def test_neighbours_are_sorted_and_point_at_real_sites(silicon):
    strained = silicon.copy()
    strained.apply_strain([0.03, 0, 0])
    site = describe_site(strained, 3)
    distances = [n.distance_angstrom for n in site.neighbours]
    assert len(distances) == 4
    assert distances == pytest.approx(sorted(distances))
    for near in site.neighbours:
        assert strained.get_distance(3, near.index, near.image) == pytest.approx(near.distance_angstrom)


def test_wyckoff_multiplicities_refer_to_the_conventional_cell(nacl):
    primitive = nacl.get_primitive_structure()
    assert {describe_site(primitive, i).wyckoff for i in range(2)} == {"4a", "4b"}
    assert {describe_site(nacl, i).wyckoff for i in range(8)} == {"4a", "4b"}


def test_a_failing_crystalnn_gives_way_and_the_method_says_so(srtio3, monkeypatch):
    class Broken:
        def get_nn_info(self, *_):
            raise ValueError("No Voronoi neighbors found for site")

    monkeypatch.setattr(module, "crystal_nn", Broken)
    site = describe_site(srtio3, 1)
    assert site.coordination_number == 6
    assert "MinimumDistanceNN" in site.method


def test_mixed_sites_say_how_they_were_treated(mixed_alloy):
    site = describe_site(mixed_alloy, 0)
    assert site.species == "Cu:0.6, Au:0.3"
    assert "most abundant" in site.method


def test_a_site_that_does_not_exist(srtio3):
    with pytest.raises(InputError, match="0 to 4"):
        describe_site(srtio3, 5)


def test_the_symmetry_of_rutile():
    rutile = Structure.from_spacegroup(
        "P4_2/mnm", Lattice.tetragonal(4.594, 2.959), ["Ti", "O"], [[0, 0, 0], [0.305, 0.305, 0]]
    )
    found = describe_symmetry(rutile)
    assert (found.space_group, found.number) == ("P4_2/mnm", 136)
    assert (found.point_group, found.crystal_system) == ("4/mmm", "tetragonal")
    assert {(o.species, o.wyckoff, o.sites) for o in found.orbits} == {("Ti", "2a", 2), ("O", "4f", 4)}


def test_overlapping_atoms_have_no_symmetry():
    twins = Structure(Lattice.cubic(3), ["Na", "Na"], [[0, 0, 0], [0, 0, 0.0001]])
    assert describe_symmetry(twins) is None
    assert describe_site(twins, 0).wyckoff == ""
