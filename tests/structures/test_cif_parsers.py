"""The fast way through gemmi gives what pymatgen's own parser gives."""

from __future__ import annotations

import gemmi
import numpy as np
import pandas as pd
import pytest
from pymatgen.core import Lattice, Structure
from pymatgen.io.cif import CifParser, CifWriter

from mi_core.structures.examples import EXAMPLES
from mi_core.structures.formats import cif_gemmi
from mi_core.structures.limits import DEFAULT_LIMITS
from mi_core.structures.reading import Source, read_materials, read_text

TABLES = ("castelli_perovskites", "oqmd_perovskites", "mp_perovskites", "mp_structures")


def by_pymatgen(text: str) -> Structure:
    return CifParser.from_str(text, check_cif=False).parse_structures(primitive=False)[0]


def by_gemmi(text: str) -> Structure | None:
    return cif_gemmi.crystal(gemmi.cif.read_string(text)[0], DEFAULT_LIMITS)


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
        ours = by_gemmi(text)
        assert ours is not None
        assert_same(ours, by_pymatgen(text))


@pytest.mark.parametrize("name", [name for name in EXAMPLES if name != "CuNi"])
@pytest.mark.filterwarnings("ignore")
def test_cifs_with_symmetry(name):
    text = str(CifWriter(EXAMPLES[name].structure(), symprec=0.01))
    ours = by_gemmi(text)
    assert ours is not None
    assert_same(ours, by_pymatgen(text))


@pytest.mark.parametrize("setting", ["P b n m", "P n m a", "P m c n", "P n a m", "P m n b", "P c m n"])
@pytest.mark.filterwarnings("ignore")
def test_all_settings_of_one_group(setting):
    group = gemmi.find_spacegroup_by_name(setting)
    text = _cif((5.4, 7.6, 9.1), [op.triplet() for op in group.operations()], setting)
    ours = by_gemmi(text)
    assert ours is not None
    assert_same(ours, by_pymatgen(text))


@pytest.mark.parametrize(
    ("operations", "n_atoms"),
    [
        (["x,y,z", "-x,y+1/4,z"], None),  # no space group
        (["x,y,z", "x,y,z"], None),  # listed twice
        (["x,y,z", "-x,-y,-z", "x+1/2,y+1/2,z", "-x+1/2,-y+1/2,-z"], 4),  # C -1, not in the tables of 230
        (["-x,-y,-z"], None),  # no identity
    ],
)
def test_odd_operations_are_left_to_pymatgen_or_agree_with_it(operations, n_atoms):
    text = _cif((5.4, 7.6, 9.1), operations, "?")
    ours = by_gemmi(text)
    if n_atoms is None:
        assert ours is None
    elif ours is not None:
        assert len(ours) == n_atoms
        assert_same(ours, by_pymatgen(text))


@pytest.mark.filterwarnings("ignore")
def test_four_digit_thirds_mean_thirds():
    group = gemmi.find_spacegroup_by_name("P 63 m c")
    operations = [op.triplet() for op in group.operations()]
    text = _cif((3.19, 3.19, 5.19), operations, "P 63 m c", gamma=120, site="Ga1 Ga 0.3333 0.6667 0.0 1")
    assert_same(by_gemmi(text), by_pymatgen(text))
    assert len(by_gemmi(text)) == 2


@pytest.mark.filterwarnings("ignore")
def test_an_atom_beside_a_mirror_is_not_merged_into_it():
    group = gemmi.find_spacegroup_by_name("P n m a")
    operations = [op.triplet() for op in group.operations()]
    text = _cif((5.4, 7.6, 9.1), operations, "P n m a", site="Na1 Na 0.11 0.23 0.37 1")
    assert by_gemmi(text) is None
    assert "overlap" in read_text(text)[0].error


@pytest.mark.filterwarnings("ignore")
def test_a_missing_coordinate_column_is_not_the_origin():
    text = _cif((4, 4, 4), ["x,y,z"], "P 1").replace("_atom_site_fract_z", "_atom_site_other")
    assert by_gemmi(text) is None
    assert "no atoms with fractional coordinates" in read_text(text)[0].error


def test_a_name_without_operations_is_left_to_pymatgen():
    text = _cif((5.43, 5.43, 5.43), [], "F d -3 m", site="Si1 Si 0 0 0 1")
    assert by_gemmi(text) is None
    (row,) = read_materials([Source("si.cif", text.encode())])
    assert len(row.structure) == 8
    assert any("F d -3 m" in w or "name_H-M" in w for w in row.warnings)


def test_charges_are_stripped_on_both_ways():
    charged = Structure(Lattice.cubic(4.2), ["Mg2+", "O2-"], [[0, 0, 0], [0.5, 0.5, 0.5]])
    (row,) = read_text(str(CifWriter(charged)))
    assert [site.species_string for site in row.structure] == ["Mg", "O"]
    assert row.structure.charge == 0


def test_magnetic_cifs_go_to_pymatgen():
    text = (
        _cif((4, 4, 4), ["x,y,z"], "P 1")
        + "loop_\n_atom_site_moment_label\n_atom_site_moment_crystalaxis_x\nNa1 1\n"
    )
    assert read_text(text)[0].structure is not None


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
