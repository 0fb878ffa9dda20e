"""The command `voxels`."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from pymatgen.core import Lattice, Structure

from mi_core.__main__ import main
from mi_core.descriptors.reciprocal.coefficients import promolecule
from mi_core.descriptors.reciprocal.hartree import hartree_energy

COLUMNS = ["id", "formula", "electrons", "hartree_ev_per_atom", "error"]


def crystal(a: float = 3.905, symbols=("Sr", "Ti", "O", "O", "O")) -> Structure:
    places = [[0, 0, 0], [0.5, 0.5, 0.5], [0.5, 0.5, 0], [0.5, 0, 0.5], [0, 0.5, 0.5]]
    return Structure(Lattice.cubic(a), symbols, places)


@pytest.fixture
def folder(tmp_path):
    crystal().to(tmp_path / "SrTiO3.cif")
    crystal(4.0, ("Ba", "Ti", "O", "O", "O")).to(tmp_path / "BaTiO3.cif")
    return tmp_path


@pytest.mark.parametrize("grid", ["cartesian", "spherical"])
def test_a_file_of_voxels_for_each_crystal_and_a_table(folder, grid):
    out = folder / "new" / "out"
    inputs = [str(folder / "SrTiO3.cif"), str(folder / "BaTiO3.cif")]
    assert main(["voxels", *inputs, "--grid", grid, "--output", str(out)]) == 0
    table = pd.read_csv(out / "voxels.csv")
    assert list(table.columns) == COLUMNS
    assert table["formula"].tolist() == ["SrTiO3", "BaTiO3"]
    assert table["electrons"].tolist() == pytest.approx([84, 102])
    assert table["error"].isna().all()
    expected = hartree_energy(promolecule(crystal(), 6.4, sphere=True)) / 5
    assert table["hartree_ev_per_atom"][0] == pytest.approx(expected, rel=1e-5)
    with np.load(out / f"{table['id'][0]}.npz") as file:
        assert file["voxels"].shape == (32, 32, 32)
        assert file["voxels"].dtype == np.float32
        assert float(file["g_max"]) == 6.4
        assert file["voxels"].max() > 0


def test_what_has_no_voxels_keeps_its_row(folder):
    mixed = crystal()
    mixed[0] = {"Sr": 0.5, "Ba": 0.5}
    mixed.to(folder / "mixed.cif")
    (folder / "broken.cif").write_text("data_x\n_cell_length_a 3\n")
    crystal(5.0, ("Lr", "Ti", "O", "O", "O")).to(folder / "heavy.cif")
    names = ["SrTiO3", "mixed", "broken", "heavy"]
    out = folder / "out"
    assert main(["voxels", *(str(folder / f"{n}.cif") for n in names), "--output", str(out)]) == 0
    errors = pd.read_csv(out / "voxels.csv", keep_default_na=False)["error"].tolist()
    assert errors[0] == ""
    assert "partly occupied" in errors[1]
    assert errors[2] != ""
    assert "no X-ray form factor of Lr" in errors[3]
    assert len(list(out.glob("*.npz"))) == 1


def test_nothing_to_describe_is_one_sentence(folder, capsys):
    (folder / "broken.cif").write_text("nothing")
    assert main(["voxels", str(folder / "broken.cif"), "--output", str(folder / "out")]) == 2
    assert "has voxels" in capsys.readouterr().err
    assert main(["voxels", str(folder / "SrTiO3.cif"), "--output", str(folder / "SrTiO3.cif")]) == 2
    assert "must name a folder" in capsys.readouterr().err
