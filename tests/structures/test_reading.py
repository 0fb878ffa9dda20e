"""Formats, order, ids and progress of a reading."""

from __future__ import annotations

import io
import json
import zipfile
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from ase.io import write
from pymatgen.core import Structure
from pymatgen.entries.computed_entries import ComputedStructureEntry
from pymatgen.io.ase import AseAtomsAdaptor
from pymatgen.io.cif import CifWriter
from pymatgen.io.vasp import Poscar

from mi_core.structures.examples import EXAMPLES
from mi_core.structures.reading import Limits, Source, read_materials, read_text

PEROVSKITE = EXAMPLES["SrTiO3"].structure()
ROCK_SALT = EXAMPLES["NaCl"].structure()


def cif(structure: Structure = PEROVSKITE) -> str:
    return str(CifWriter(structure))


def extxyz(*structures: Structure) -> str:
    text = io.StringIO()
    write(text, [AseAtomsAdaptor.get_atoms(structure) for structure in structures], format="extxyz")
    return text.getvalue()


def zipped(**members: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), text)
    return buffer.getvalue()


def parquet(**columns) -> bytes:
    buffer = io.BytesIO()
    pd.DataFrame(columns).to_parquet(buffer)
    return buffer.getvalue()


def entry() -> str:
    return json.dumps(ComputedStructureEntry(PEROVSKITE, -1.0, entry_id="mp-5229").as_dict())


ONE_CRYSTAL = {
    "cif": ("a.cif", cif()),
    "upper-case-suffix": ("a.CIF", cif()),
    "poscar": ("POSCAR_relaxed", Poscar(PEROVSKITE).get_str()),
    "contcar": ("run1.CONTCAR", Poscar(PEROVSKITE).get_str(direct=False)),
    "poscar-velocities": ("a.vasp", Poscar(PEROVSKITE).get_str() + "\n" + "0.0 0.0 0.0\n" * 5),
    "extxyz": ("a.xyz", extxyz(PEROVSKITE)),
    "json": ("a.json", json.dumps(PEROVSKITE.as_dict())),
    "json-in-a-list": ("a.json", json.dumps([PEROVSKITE.as_dict()])),
    "json-entry": ("a.json", entry()),
    "json-charged": ("a.json", json.dumps(PEROVSKITE.copy().add_oxidation_state_by_guess().as_dict())),
    "no-suffix": ("crystal", cif()),
    "text-file": ("a.txt", Poscar(PEROVSKITE).get_str()),
    "utf-8-sig": ("a.cif", "\ufeff" + cif()),
    "windows-lines": ("a.cif", cif().replace("\n", "\r\n")),
}


@pytest.mark.parametrize("case", ONE_CRYSTAL)
@pytest.mark.filterwarnings("ignore")
def test_one_crystal_in_each_format(case):
    name, text = ONE_CRYSTAL[case]
    (row,) = read_materials([Source(name, text.encode())])
    assert row.error is None
    assert row.warnings == ()
    assert row.formula == "SrTiO3"
    assert row.structure.volume == pytest.approx(PEROVSKITE.volume, rel=1e-5)
    distances = PEROVSKITE.lattice.get_all_distances(row.structure.frac_coords, PEROVSKITE.frac_coords)
    assert distances.min(axis=0).max() < 1e-4


@pytest.mark.parametrize("case", [case for case in ONE_CRYSTAL if case != "windows-lines"])
def test_pasted_text_is_recognised(case):
    _, text = ONE_CRYSTAL[case]
    (row,) = read_text(text)
    assert row.formula == "SrTiO3"


def test_pasted_cif_needs_no_block_name():
    (row,) = read_text(cif().partition("data_SrTiO3")[2])
    assert row.formula == "SrTiO3"


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1", "utf-32"])
def test_other_encodings(encoding):
    text = "# Schäfer, Å\n" + cif()
    (row,) = read_materials(
        [
            Source(
                "a.cif", text.encode("latin-1", "replace") if encoding == "latin-1" else text.encode(encoding)
            )
        ]
    )
    assert row.formula == "SrTiO3"


def test_blocks_without_crystals_are_passed_over():
    text = "data_global\n_publ_author_name Nobody\n" + cif() + cif(ROCK_SALT)
    rows = read_materials([Source("both.cif", text.encode())])
    assert [row.id for row in rows] == ["both-SrTiO3", "both-NaCl"]
    assert rows[1].source == "both.cif, block NaCl"


def test_a_broken_block_leaves_the_others():
    text = cif() + "data_broken\nloop_\n_a\n_b\n1 2 3\n" + cif(ROCK_SALT)
    rows = read_materials([Source("a.cif", text.encode())])
    assert [row.usable for row in rows] == [True, False, True]


def test_frames_are_rows_and_one_without_cell_says_so():
    text = extxyz(PEROVSKITE) + "1\nno cell here\nH 0 0 0\n" + extxyz(ROCK_SALT)
    rows = read_materials([Source("run.xyz", text.encode())])
    assert [row.id for row in rows] == ["run-1", "run-2", "run-3"]
    assert "cell is missing" in rows[1].error
    assert rows[2].formula == "NaCl"


def test_tables_of_cifs_keep_ids_and_order():
    data = parquet(cif=[cif(), "", cif(ROCK_SALT)], id=["b", "a", "b"])
    rows = read_materials([Source("t.parquet", data)])
    assert [row.id for row in rows] == ["b", "a", "b-2"]
    assert [row.formula for row in rows] == ["SrTiO3", "", "NaCl"]


def test_csv_with_cifs_formulas_and_sites():
    frame = pd.DataFrame({"ID": [7, 8], "cif": [cif(), None], "formula": ["x", "NaN"]})
    rows = read_materials([Source("t.csv", frame.to_csv(index=False).encode())])
    assert [(row.id, row.formula) for row in rows] == [
        ("7", "SrTiO3"),
        ("8", ""),
    ]
    assert "row is empty" in rows[1].error  # "NaN" is no sodium nitride

    rows = read_text("a_site;b_site;x_site\nSr;Ti;\nLa;Ti;O2N\nCs;Pb;I\nSr;Sr;O\n")
    assert [row.formula for row in rows] == ["SrTiO3", "LaTiNO2", "CsPbI3", "Sr2O3"]
    assert rows[1].sites == ("La", "Ti", ("N", "O", "O"))
    assert all(row.structure is None and row.usable for row in rows)


def test_archives_and_folders_keep_their_order(tmp_path):
    (tmp_path / "inner").mkdir()
    (tmp_path / "a.cif").write_text(cif(), encoding="utf-8")
    (tmp_path / "inner" / "POSCAR").write_text(Poscar(ROCK_SALT).get_str(), encoding="utf-8")
    (tmp_path / "z.zip").write_bytes(zipped(x_cif=cif(), deep__POSCAR=Poscar(ROCK_SALT).get_str()))
    rows = read_materials([tmp_path])
    assert [row.id for row in rows] == ["a", "x", "deep/POSCAR", "inner/POSCAR"]
    assert all(row.usable for row in rows)
    assert [row.id for row in read_materials([str(tmp_path / "a.cif"), tmp_path / "a.cif"])] == ["a", "a-2"]


def test_progress_ends_complete():
    calls = []
    sources = [
        Source("z.zip", zipped(x_cif=cif(), y_cif=cif())),
        Source("t.parquet", parquet(formula=["MgO"] * 3)),
    ]
    rows = read_materials(sources, progress=lambda done, total, name: calls.append((done, total, name)))
    assert len(rows) == 5
    done, total, name = calls[-1]
    assert done == total
    assert name
    assert all(a[0] <= b[0] for a, b in pairwise(calls))


def test_site_properties_of_json_are_not_decoded():
    """Decoding them would import whatever module they name."""
    crystal = PEROVSKITE.as_dict()
    crystal["sites"][0]["properties"] = {"a": {"@module": "subprocess", "@class": "Popen", "args": ["false"]}}
    (row,) = read_materials([Source("a.json", json.dumps(crystal).encode())])
    assert row.usable
    assert row.structure[0].properties == {}


def test_split_positions_may_be_close_but_not_full():
    split = Structure(
        PEROVSKITE.lattice, [{"Li": 0.5}, {"Li": 0.5}, "O"], [[0, 0, 0], [0.1, 0, 0], [0.5, 0.5, 0.5]]
    )
    (row,) = read_materials([Source("a.json", json.dumps(split.as_dict()).encode())])
    assert row.usable
    assert "Partial occupancy on 2 of 3" in row.warnings[0]


@pytest.mark.parametrize("n", [6, 300])
def test_overlap_is_found_in_small_and_large_cells(n):
    rng = np.random.default_rng(0)
    side = 30.0
    coords = np.array(list(np.ndindex(7, 7, 7)))[:n] / 7 + rng.uniform(0, 0.01, (n, 3))
    structure = Structure([[side, 0, 0], [9, side, 0], [5, -7, side]], ["Na"] * n, coords)
    structure = Structure(structure.lattice.scale(n * 60.0), structure.species, coords)
    good, bad = structure.as_dict(), structure.copy()
    bad.append("Na", coords[2] + [1, 0, -1] + bad.lattice.get_fractional_coords([0.3, 0, 0]))
    rows = read_materials([Source("a.json", json.dumps([good, bad.as_dict()]).encode())])
    assert rows[0].error is None
    assert f"Atoms 3 (Na) and {n + 1} (Na) overlap: they are 0.30" in rows[1].error


def test_the_atom_limit_is_the_one_given():
    (row,) = read_materials([Source("a.cif", cif().encode())], limits=Limits(max_atoms=4))
    assert "5 atoms" in row.error
