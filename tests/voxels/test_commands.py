"""The command `voxels`."""

from __future__ import annotations

import gzip
import zipfile
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from pymatgen.core import Lattice, Structure

from mi_core.__main__ import main
from mi_core.densities.comparison import promolecule_of
from mi_core.densities.field import ScalarField
from mi_core.densities.writing import vasp_file
from mi_core.descriptors.reciprocal.coefficients import promolecule
from mi_core.descriptors.reciprocal.hartree import hartree_energy
from mi_core.structures.limits import DEFAULT_LIMITS
from mi_core.voxels.of_fields import values_of

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


def valence(shape=(32, 32, 32)) -> ScalarField:
    return promolecule_of(ScalarField("valence", "x", crystal(), np.full(shape, 40 / crystal().volume)))


def test_densities_among_crystals_are_read_as_what_they_are(folder, capsys):
    field = valence()
    (folder / "run").mkdir()
    (folder / "run" / "CHGCAR.gz").write_bytes(gzip.compress(vasp_file(field)))
    values = np.array(field.values)
    core = field.with_values(values * 44 / 40, kind="core")
    (folder / "AECCAR0").write_bytes(vasp_file(core))
    (folder / "AECCAR2").write_bytes(vasp_file(field))
    potential = field.with_values(values - 1, kind="potential")
    (folder / "LOCPOT").write_bytes(vasp_file(potential))
    (folder / "CHGCAR_cut").write_bytes(vasp_file(field)[:90_000])
    out = folder / "out"
    given = ["run", "AECCAR0", "SrTiO3.cif", "AECCAR2", "LOCPOT", "CHGCAR_cut"]
    assert main(["voxels", *(str(folder / name) for name in given), "--output", str(out)]) == 0
    table = pd.read_csv(out / "voxels.csv", keep_default_na=False)
    assert list(table.columns) == COLUMNS
    assert table["id"].tolist() == ["CHGCAR", "AECCAR0+AECCAR2", "SrTiO3", "LOCPOT", "CHGCAR_cut"]
    assert table["formula"].tolist() == ["SrTiO3"] * 4 + [""]
    assert [float(n) for n in table["electrons"][:3]] == pytest.approx([40, 84, 84], abs=1e-3)
    assert "holds the local potential" in table["error"][3]
    assert "cut off" in table["error"][4]
    assert (
        "The rows are of unlike densities (a density of free atoms, electron density"
        in capsys.readouterr().err
    )
    fields = pd.read_csv(out / "fields.csv", keep_default_na=False)
    assert fields["field"].tolist() == [
        "electron density: valence",
        "electron density: all electrons",
        "a density of free atoms",
        "local potential",
        "",
    ]
    expected = hartree_energy(field.coefficients(6.4, sphere=True)) / 5
    assert float(table["hartree_ev_per_atom"][0]) == pytest.approx(expected, rel=1e-6)
    with np.load(out / "CHGCAR.npz") as file:
        np.testing.assert_allclose(file["voxels"], values_of(field, "cartesian"), atol=1e-7)


def test_densities_in_an_archive_are_read_as_those_in_a_folder(folder):
    field = valence()
    values = np.array(field.values)
    (folder / "more").mkdir()
    with zipfile.ZipFile(folder / "more" / "run.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/CHGCAR", vasp_file(field))
        archive.writestr("b/CHGCAR", vasp_file(field.with_values(0.5 * values)))
        archive.writestr("AECCAR0", vasp_file(field.with_values(values * 44 / 40, kind="core")))
        archive.writestr("AECCAR2", vasp_file(field))
        archive.writestr("CHGCAR_cut", vasp_file(field)[:90_000])
        archive.write(folder / "SrTiO3.cif", "SrTiO3.cif")
        archive.write(folder / "BaTiO3.cif", "BaTiO3.cif")
        archive.writestr("inner.zip", b"PK")
    for given, out in ((folder / "more" / "run.zip", "out"), (folder / "more", "again")):
        assert main(["voxels", str(given), "--output", str(folder / out)]) == 0
        table = pd.read_csv(folder / out / "voxels.csv", keep_default_na=False)
        names = ["a/CHGCAR", "b/CHGCAR", "AECCAR0+AECCAR2", "CHGCAR_cut", "SrTiO3", "BaTiO3", "inner"]
        assert table["id"].tolist() == names
        electrons = [float(n) for n in table["electrons"][[0, 1, 2, 4, 5]]]
        assert electrons == pytest.approx([40, 20, 84, 84, 102], abs=1e-3)
        assert "cut off" in table["error"][3]
        assert "itself an archive" in table["error"][6]
        fields = pd.read_csv(folder / out / "fields.csv", keep_default_na=False)
        assert fields["field"][2] == "electron density: all electrons"
        assert fields["source"][0].endswith("more/run.zip/a/CHGCAR")
    with np.load(folder / "out" / "a-CHGCAR.npz") as file:
        np.testing.assert_allclose(file["voxels"], values_of(field, "cartesian"), atol=1e-7)


def test_crystals_alone_have_no_table_of_fields(folder):
    out = folder / "out"
    assert main(["voxels", str(folder / "SrTiO3.cif"), "--output", str(out)]) == 0
    assert not (out / "fields.csv").exists()
    assert main(["voxels", str(folder), "--output", str(folder / "more")]) == 0


def test_a_density_in_a_folder_renames_no_crystal_in_it(folder):
    def named(out: str) -> list[str]:
        """Return the ids of the crystals of the folder."""
        assert main(["voxels", str(folder / "tree"), "--output", str(folder / out)]) == 0
        table = pd.read_csv(folder / out / "voxels.csv")
        return [name for name in table["id"] if "CHGCAR" not in name]

    for name in ("a", "b"):
        (folder / "tree" / name).mkdir(parents=True)
        crystal().to(folder / "tree" / name / "POSCAR", fmt="poscar")
    before = named("without")
    for name in ("a", "b"):
        (folder / "tree" / name / "CHGCAR").write_bytes(b"nothing")
    assert named("with") == before == ["a/POSCAR", "b/POSCAR"]
    assert pd.read_csv(folder / "with" / "voxels.csv")["id"].tolist() == [
        "a/CHGCAR", "a/POSCAR", "b/CHGCAR", "b/POSCAR",
    ]  # fmt: skip


def test_a_folder_of_too_many_files_loses_none_of_those_that_are_read(folder, monkeypatch):
    (folder / "run").mkdir()
    for name in ("a.cif", "b.cif", "z.cif"):
        crystal().to(folder / "run" / name)
    (folder / "run" / "CHGCAR").write_bytes(b"nothing")
    monkeypatch.setattr("mi_core.voxels.inputs.DEFAULT_LIMITS", replace(DEFAULT_LIMITS, max_members=3))
    assert (
        main(["voxels", str(folder / "run"), str(folder / "SrTiO3.cif"), "--output", str(folder / "out")])
        == 0
    )
    table = pd.read_csv(folder / "out" / "voxels.csv", keep_default_na=False)
    assert table["id"].tolist()[:4] == ["CHGCAR", "a", "b", "SrTiO3"]
    assert (table["error"] == "").tolist() == [False, True, True, True, False]
    assert "holds 4 files" in table["error"][4]
