"""Files of VASP: pymatgen reads the same numbers, and spins, augmentation and names are understood."""

from __future__ import annotations

import gzip
import io
import zipfile

import numpy as np
import pytest
from density_files import GRID, TRICLINIC, charge_file, gaussians, vasp_text
from pymatgen.io.vasp import Chgcar, Poscar

from mi_core.densities.comparison import difference
from mi_core.densities.reading import (
    is_meant_as_density,
    read_all_fields,
    read_fields,
    with_cores,
)
from mi_core.errors import InputError

DENSITY = gaussians()
VOLUME = TRICLINIC.volume
AUGMENTATION = (
    "augmentation occupancies   1  7\n 0.1E+00 0.2E+00 0.3E+00 0.4E+00 0.5E+00\n 0.6E+00 -.7E+00\n"
    "augmentation occupancies   2  1\n 0.1E-02\n"
)
MOMENTS = " 0.1000000000E+01 0.2000000000E+01\n"


def zipped(**files: bytes) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as opened:
        for name, data in files.items():
            opened.writestr(name, data)
    return archive.getvalue()


def potential() -> np.ndarray:
    return 8 - 60 * DENSITY / DENSITY.max()


def test_a_charge_density_is_the_one_that_was_written():
    (field,) = read_fields("CHGCAR", charge_file(DENSITY))
    np.testing.assert_allclose(field.values, DENSITY, rtol=1e-10)
    assert field.integral == pytest.approx(8, abs=1e-6)
    assert (field.kind, field.unit, field.title) == ("valence", "e/Å³", "electron density: valence")
    assert field.structure.species == TRICLINIC.species
    np.testing.assert_allclose(field.structure.frac_coords, TRICLINIC.frac_coords, atol=1e-12)


def test_pymatgen_writes_and_reads_the_same(tmp_path):
    path = tmp_path / "CHGCAR"
    grids = {"total": DENSITY * VOLUME, "diff": 0.1 * DENSITY * VOLUME}
    Chgcar(Poscar(TRICLINIC), grids, data_aug={"total": {}, "diff": {}}).write_file(path)
    total, spin = read_fields("CHGCAR", path)
    theirs = Chgcar.from_file(path)
    np.testing.assert_array_equal(total.values, theirs.data["total"] / theirs.structure.volume)
    np.testing.assert_array_equal(spin.values, theirs.data["diff"] / theirs.structure.volume)


@pytest.mark.parametrize("between", ["", AUGMENTATION, AUGMENTATION + MOMENTS, MOMENTS])
def test_spin_is_the_second_grid(between):
    text = vasp_text(DENSITY * VOLUME, 0.25 * DENSITY * VOLUME, between=between if between != MOMENTS else "")
    if between == MOMENTS:  # moments without augmentation stand between the grids alone
        head, grid, rest = text.partition(" ".join(f"{n:4d}" for n in GRID))
        first, again, second = rest.partition(grid)
        text = head + grid + first + MOMENTS + again + second
    total, spin = read_fields("CHGCAR", text.encode())
    assert (total.kind, spin.kind) == ("valence", "spin")
    assert spin.title == "spin density, up minus down"
    assert spin.integral == pytest.approx(2, abs=1e-6)


def test_a_non_collinear_file_has_three_spin_densities():
    parts = [DENSITY * VOLUME * share for share in (1, 0.1, -0.2, 0.3)]
    fields = read_fields("CHGCAR", vasp_text(*parts, between=AUGMENTATION + MOMENTS).encode())
    assert [f.title for f in fields[1:]] == [f"spin density, along {axis}" for axis in "xyz"]
    assert fields[2].integral == pytest.approx(-1.6, abs=1e-6)


def test_three_grids_are_none_of_these():
    with pytest.raises(InputError, match="holds 3 grids or more; one, two"):
        read_fields("CHGCAR", vasp_text(*[DENSITY * VOLUME] * 3).encode())


def test_potentials_and_localisation_functions_are_named_by_spin():
    up, down = read_fields("LOCPOT", vasp_text(potential(), potential() + 1).encode())
    assert (up.title, down.title) == ("local potential, spin up", "local potential, spin down")
    assert up.unit == "eV"
    np.testing.assert_allclose(up.values, potential(), rtol=1e-9)
    (elf,) = read_fields("run7/ELFCAR.dat", vasp_text(DENSITY / DENSITY.max()).encode())
    assert (elf.kind, elf.unit) == ("elf", "")


@pytest.mark.parametrize(
    ("grid", "kind"),
    [
        (DENSITY * VOLUME, "valence"),
        (DENSITY * VOLUME * 28 / 8, "all-electron"),
        (DENSITY / DENSITY.max(), "elf"),
        (potential(), "potential"),
    ],
)
def test_without_a_name_the_values_say_what_it_is(grid, kind):
    assert read_fields("upload.dat", vasp_text(grid).encode())[0].kind == kind


def test_a_name_may_be_wrong():
    with pytest.raises(
        InputError,
        match=r"^CHGCAR: By its name this is an electron density, but its values go from -52 to .* and add up to ",
    ) as error:
        read_fields("CHGCAR", vasp_text(potential()).encode())
    assert "at most 28: it seems to be a local potential (LOCPOT)" in str(error.value)
    with pytest.raises(InputError, match=r"this is a local potential.*it seems to be an electron density"):
        read_fields("LOCPOT", charge_file(DENSITY))
    with pytest.raises(
        InputError, match=r"this is an electron localisation function.*seems to be a local potential"
    ):
        read_fields("ELFCAR", vasp_text(potential()).encode())
    with pytest.raises(
        InputError, match=r"add up to 80 electrons.*at most 28: it seems to be no density in the unit"
    ):
        read_fields("CHGCAR", charge_file(10 * DENSITY))
    with pytest.raises(
        InputError, match=r"add up to 80 electrons, where the cell holds at most 28, so they are no density"
    ):
        read_fields("upload", charge_file(10 * DENSITY))
    assert read_fields("CHGCAR", vasp_text(potential()).encode(), kind="potential")[0].unit == "eV"


def test_cores_and_valence_make_all_electrons():
    core, valence = charge_file(2.5 * DENSITY), charge_file(DENSITY)
    (field,) = read_all_fields([("AECCAR0", core), ("AECCAR2.gz", valence)])
    assert field.kind == "all-electron"
    assert field.integral == pytest.approx(28, abs=1e-5)
    assert difference(field).kind == "difference"
    assert [f.kind for f in read_all_fields([("AECCAR0", core)])] == ["core"]
    assert [f.kind for f in read_all_fields([("AECCAR0", core), ("CHGCAR", valence)])] == ["core", "valence"]


def test_cores_and_valence_must_be_of_one_crystal():
    core = charge_file(2.5 * DENSITY)
    moved = TRICLINIC.copy()
    moved.translate_sites([0], [0.1, 0, 0])
    for other, sentence in (
        (charge_file(gaussians(shape=(16, 16, 18))), "points; take both from one calculation"),
        (charge_file(DENSITY, moved), "different places"),
        (charge_file(DENSITY, TRICLINIC.copy().apply_strain(0.1, inplace=False)), "different crystals"),
    ):
        with pytest.raises(InputError, match=sentence):
            read_all_fields([("AECCAR0", core), ("AECCAR2", other)])


def test_a_trajectory_of_densities_gives_its_first():
    one = charge_file(DENSITY)
    (field,) = read_fields("CHG", one + one)
    assert field.integral == pytest.approx(8, abs=1e-6)
    assert "is left out" in field.remarks[0]


def test_exponents_of_three_digits_and_of_fortran_and_tiny_numbers_are_read():
    text = charge_file(DENSITY).decode()
    words = text.rsplit("\n", 2)[1].split()
    for written, value in (
        (" .12345678901-100", 0.0),
        ("1.5D-02", 0.015),
        ("1.0E-400", 0.0),
        ("4.9E-320", 0.0),
    ):
        (field,) = read_fields("CHGCAR", text.replace(words[-1], written).encode())
        assert field.values[-1, -1, -1] * VOLUME == pytest.approx(value, rel=1e-12, abs=1e-99)
        assert field.values[-2, -1, -1] == pytest.approx(DENSITY[-2, -1, -1])


def test_line_ends_of_windows_and_names_in_the_comment_are_read():
    text = charge_file(DENSITY).decode()
    assert read_fields("CHGCAR", text.replace("\n", "\r\n").encode())[0].integral == pytest.approx(
        8, abs=1e-6
    )
    lines = text.split("\n")
    vasp4 = "\n".join(
        ["Na Cl", *lines[1:5], *lines[6:8], *(line.rsplit(" ", 1)[0] for line in lines[8:10]), *lines[10:]]
    )
    (field,) = read_fields("CHGCAR", vasp4.encode())
    assert "VASP 4 format" in field.remarks[0]


def test_files_are_told_by_their_content():
    assert is_meant_as_density("file", charge_file(DENSITY))
    assert not is_meant_as_density("file", Poscar(TRICLINIC).get_str().encode())
    assert not is_meant_as_density("file", TRICLINIC.to(fmt="cif").encode())
    assert not is_meant_as_density("file", b"")


def test_what_ends_within_a_number_is_cut_off():
    text = charge_file(DENSITY)
    middle = text.index(b"E", len(text) // 2)
    for cut in (middle + 1, middle + 2, middle - 3):  # after the E, its sign, and among the digits
        with pytest.raises(InputError, match="cut off"):
            read_fields("CHGCAR", text[:cut])


@pytest.mark.parametrize(
    ("name", "data", "meant"),
    [
        ("upload.dat", charge_file(DENSITY), True),
        ("CHGCAR.gz", gzip.compress(charge_file(DENSITY), mtime=0), True),
        ("CHGCAR.gz", gzip.compress(charge_file(DENSITY), mtime=0)[:40], True),
        ("CHGCAR", b"", True),
        ("run/LOCPOT", Poscar(TRICLINIC).get_str().encode(), True),
        ("broken.cube.xz", b"nothing", True),
        ("POSCAR", Poscar(TRICLINIC).get_str().encode(), False),
        ("CHGCAR.cif", TRICLINIC.to(fmt="cif").encode(), False),
        ("table.csv", b"id,formula\n", False),
        ("CHGCAR_structures.zip", zipped(salt=b"data_salt"), False),
        ("chg.zip", zipped(CHGCAR=charge_file(DENSITY)), False),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_is_meant_as_a_density_by_its_content_else_by_its_name(name, data, meant):
    assert is_meant_as_density(name, data) is meant


def test_cores_and_valence_are_one_file_under_both_names():
    core = ("AECCAR0", read_fields("AECCAR0", charge_file(DENSITY * 20 / 8)))
    valence = ("AECCAR2", read_fields("AECCAR2", charge_file(DENSITY)))
    other = ("CHGCAR", read_fields("CHGCAR", charge_file(DENSITY)))
    (first, same), (name, (whole,)) = with_cores([other, core, valence])
    assert (first, same) == other
    assert name == "AECCAR0 + AECCAR2"
    assert whole.kind == "all-electron"
    assert whole.integral == pytest.approx(28, abs=1e-5)
    assert [name for name, _ in with_cores([core, other])] == ["AECCAR0", "CHGCAR"]
