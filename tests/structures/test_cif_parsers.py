"""Pymatgen's own parser as the judge of how CIFs are read, where it is known to read them right."""

from __future__ import annotations

import gemmi
import numpy as np
import pandas as pd
import pytest
from pymatgen.core import Lattice, Structure
from pymatgen.io.cif import CifParser, CifWriter

from mi_core.structures.examples import EXAMPLES
from mi_core.structures.reading import Source, read_materials, read_text

TABLES = ("castelli_perovskites", "oqmd_perovskites", "mp_perovskites", "mp_structures")


def by_pymatgen(text: str) -> Structure:
    return CifParser.from_str(text, check_cif=False).parse_structures(primitive=False)[0]


def ours_of(text: str) -> Structure | None:
    (row,) = read_text(text)
    return row.structure


def assert_same(ours: Structure, theirs: Structure, tolerance: float = 1e-4) -> None:
    """Same cell, and each atom of one within the tolerance (Å) of an atom of the same element of the other."""
    np.testing.assert_allclose(ours.lattice.matrix, theirs.lattice.matrix, atol=1e-8)
    assert ours.composition == theirs.composition
    distances = ours.lattice.get_all_distances(ours.frac_coords, theirs.frac_coords)
    other = np.array([[a.species != b.species for b in theirs] for a in ours])
    nearest = np.where(other, np.inf, distances)
    assert nearest.min(axis=0).max() < tolerance
    assert nearest.min(axis=1).max() < tolerance


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.filterwarnings("ignore")
def test_real_cifs(data_dir, table):
    frame = pd.read_parquet(data_dir / f"{table}.parquet", columns=["cif"]).sample(100, random_state=0)
    for text in frame["cif"]:
        ours = ours_of(text)
        assert ours is not None
        assert_same(ours, by_pymatgen(text), 1e-3)  # pymatgen takes 0.33336 for a third


@pytest.mark.parametrize("name", [name for name in EXAMPLES if name != "CuNi"])
@pytest.mark.filterwarnings("ignore")
def test_cifs_with_symmetry(name):
    text = str(CifWriter(EXAMPLES[name].structure(), symprec=0.01))
    ours = ours_of(text)
    assert ours is not None
    assert_same(ours, by_pymatgen(text))


@pytest.mark.parametrize("setting", ["P b n m", "P n m a", "P m c n", "P n a m", "P m n b", "P c m n"])
@pytest.mark.filterwarnings("ignore")
def test_all_settings_of_one_group(setting):
    group = gemmi.find_spacegroup_by_name(setting)
    text = _cif((5.4, 7.6, 9.1), [op.triplet() for op in group.operations()], setting)
    ours = ours_of(text)
    assert ours is not None
    assert_same(ours, by_pymatgen(text))


@pytest.mark.parametrize(
    ("operations", "n_atoms"),
    [
        (["x,y,z", "x,y,z"], 1),  # listed twice
        (["x,y,z", "-x,-y,-z", "x+1/2,y+1/2,z", "-x+1/2,-y+1/2,-z"], 4),  # C -1, not in the tables of 230
    ],
)
def test_odd_lists_of_operations(operations, n_atoms):
    text = _cif((5.4, 7.6, 9.1), operations, "?")
    ours = ours_of(text)
    assert len(ours) == n_atoms
    assert_same(ours, by_pymatgen(text))


@pytest.mark.filterwarnings("ignore")
def test_four_digit_thirds_mean_thirds():
    group = gemmi.find_spacegroup_by_name("P 63 m c")
    operations = [op.triplet() for op in group.operations()]
    text = _cif((3.19, 3.19, 5.19), operations, "P 63 m c", gamma=120, site="Ga1 Ga 0.3333 0.6667 0.0 1")
    assert_same(ours_of(text), by_pymatgen(text))
    assert len(ours_of(text)) == 2


def test_an_atom_beside_a_mirror_is_not_merged_into_it():
    group = gemmi.find_spacegroup_by_name("P n m a")
    operations = [op.triplet() for op in group.operations()]
    text = _cif((5.4, 7.6, 9.1), operations, "P n m a", site="Na1 Na 0.11 0.23 0.37 1")
    assert "overlap" in read_text(text)[0].error


def test_a_missing_coordinate_column_is_not_the_origin():
    text = _cif((4, 4, 4), ["x,y,z"], "P 1").replace("_atom_site_fract_z", "_atom_site_other")
    assert "no atoms with fractional coordinates" in read_text(text)[0].error


def test_a_name_without_operations():
    text = _cif((5.43, 5.43, 5.43), [], "F d -3 m", site="Si1 Si 0 0 0 1")
    (row,) = read_materials([Source("si.cif", text.encode())])
    assert len(row.structure) == 8
    assert any("F d -3 m" in w for w in row.warnings)


def test_charges_are_stripped():
    charged = Structure(Lattice.cubic(4.2), ["Mg2+", "O2-"], [[0, 0, 0], [0.5, 0.5, 0.5]])
    (row,) = read_text(str(CifWriter(charged)))
    assert [site.species_string for site in row.structure] == ["Mg", "O"]
    assert row.structure.charge == 0


@pytest.mark.filterwarnings("ignore")
def test_partly_occupied_crystals():
    mixed = Structure.from_spacegroup("Fm-3m", Lattice.cubic(3.7), [{"Cu": 0.6, "Au": 0.4}], [[0, 0, 0]])
    vacant = Structure.from_spacegroup(
        "Pm-3m", Lattice.cubic(3.9), ["Sr", "Ti", {"O": 0.9}], [[0, 0, 0], [0.5, 0.5, 0.5], [0.5, 0.5, 0]]
    )
    for structure in (mixed, vacant):
        for text in (str(CifWriter(structure)), str(CifWriter(structure, symprec=0.01))):
            ours, theirs = ours_of(text), by_pymatgen(text)
            assert len(ours) == len(theirs)
            assert ours.composition.almost_equals(theirs.composition)


def _cif(lengths, operations, name, *, gamma=90, site="Na1 Na 0.11 0.17 0.37 1") -> str:
    cell = "".join(f"_cell_length_{axis} {length}\n" for axis, length in zip("abc", lengths, strict=True))
    listed = (
        "loop_\n_symmetry_equiv_pos_as_xyz\n" + "".join(f"'{op}'\n" for op in operations)
        if operations
        else ""
    )
    return (
        f"data_x\n{cell}_cell_angle_alpha 90\n_cell_angle_beta 90\n_cell_angle_gamma {gamma}\n"
        f"_symmetry_space_group_name_H-M '{name}'\n{listed}"
        "loop_\n_atom_site_label\n_atom_site_type_symbol\n_atom_site_fract_x\n_atom_site_fract_y\n"
        f"_atom_site_fract_z\n_atom_site_occupancy\n{site}\n"
    )
