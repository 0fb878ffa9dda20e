"""Cube files: bohr and Å, origins, data sets, and what their titles and values say."""

from __future__ import annotations

import numpy as np
import pytest
from ase import Atoms
from ase.io.cube import write_cube
from ase.units import Bohr
from density_files import TRICLINIC, gaussians
from pymatgen.io.common import VolumetricData

from mi_core.densities.reading import is_meant_as_density, read_fields
from mi_core.errors import InputError

DENSITY = gaussians()


def cube_text(
    sets=(DENSITY * Bohr**3,),
    *,
    unit=Bohr,
    origin=(0, 0, 0),
    title="a\nb",
    numbered=False,
    structure=TRICLINIC,
) -> str:
    """A cube file; lengths are in Å, and counts negative, where the unit is 1."""
    shape, sign = sets[0].shape, 1 if unit != 1 else -1
    row = "{:5d} {:18.12f} {:18.12f} {:18.12f}".format
    lines = [title, row(-len(structure) if numbered else len(structure), *(np.array(origin) / unit))]
    if len(sets) > 1 and not numbered:
        lines[-1] += f" {len(sets)}"
    lines += [row(sign * n, *(v / n / unit)) for n, v in zip(shape, structure.lattice.matrix, strict=True)]
    for site in structure:
        x, y, z = (site.coords + origin) / unit
        lines.append(f"{site.specie.Z:5d} 0.0 {x:18.12f} {y:18.12f} {z:18.12f}")
    if numbered:
        lines.append(f"{len(sets)} " + " ".join(str(7 + i) for i in range(len(sets))))
    values = np.stack(sets, axis=-1).ravel()
    lines += [" ".join(f"{x:.9E}" for x in values[i : i + 6]) for i in range(0, len(values), 6)]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("unit", [Bohr, 1])
@pytest.mark.parametrize("origin", [(0, 0, 0), (1.5, -2.0, 0.3)])
def test_lengths_are_in_bohr_or_angstrom_and_the_origin_is_moved(unit, origin):
    (field,) = read_fields("x.cube", cube_text(unit=unit, origin=origin).encode())
    assert field.kind == "valence"
    assert field.integral == pytest.approx(8, abs=1e-5)
    np.testing.assert_allclose(field.cell, TRICLINIC.lattice.matrix, atol=1e-8)
    np.testing.assert_allclose(field.structure.cart_coords, TRICLINIC.cart_coords, atol=1e-8)
    np.testing.assert_allclose(field.values, DENSITY, rtol=1e-7)


@pytest.mark.parametrize("numbered", [False, True])
def test_several_data_sets_are_several_fields(numbered):
    sets = (DENSITY, -2 * DENSITY, 3 * DENSITY)
    fields = read_fields("x.cube", cube_text(sets, numbered=numbered, title="molecular\norbitals").encode())
    assert [f.kind for f in fields] == ["unknown"] * 3
    assert fields[1].title == f"molecular orbitals, data set {8 if numbered else 2}"
    np.testing.assert_allclose(fields[2].values, 3 * DENSITY, rtol=1e-7)


def test_files_of_ase_and_pymatgen_are_read(tmp_path):
    atoms = Atoms(
        numbers=TRICLINIC.atomic_numbers, positions=TRICLINIC.cart_coords, cell=TRICLINIC.lattice.matrix
    )
    path = tmp_path / "ase.cube"
    with path.open("w") as file:
        write_cube(file, atoms, data=DENSITY * Bohr**3)
    assert is_meant_as_density("file", path)
    assert read_fields("ase.cube", path)[0].integral == pytest.approx(8, abs=1e-3)
    VolumetricData(TRICLINIC, {"total": DENSITY * Bohr**3}).to_cube(path)
    (field,) = read_fields("pymatgen", path)
    theirs = VolumetricData.from_cube(path)
    np.testing.assert_allclose(field.values * Bohr**3, theirs.data["total"], rtol=1e-7)


def test_pymatgen_keeps_the_unit_of_vasp(tmp_path):
    VolumetricData(TRICLINIC, {"total": DENSITY * TRICLINIC.volume}).to_cube(tmp_path / "x")
    (field,) = read_fields("x.cube", tmp_path / "x")
    assert field.kind == "valence"
    assert field.integral == pytest.approx(8, abs=1e-3)
    assert "density times the volume" in field.remarks[0]


@pytest.mark.parametrize(
    ("title", "factor", "kind", "unit"),
    [
        ("-Quickstep-\n SPIN DENSITY", 1.0, "spin", "e/Å³"),
        ("Hartree potential\nin eV", 1.0, "potential", "eV"),
        ("V_H\npotential (Ry)", 1.0, "potential", "eV"),
        ("electron localization function\nELF", 1.0, "elf", ""),
        ("electrostatic potential\nof something", 1.0, "unknown", ""),
        ("density\nof all", 28 / 8, "all-electron", "e/Å³"),
        ("density\nof too much", 50.0, "unknown", ""),
        ("an orbital\n ", -1.0, "unknown", ""),
    ],
)
def test_title_and_values_say_what_it_is(title, factor, kind, unit):
    (field,) = read_fields("x.cube", cube_text((factor * DENSITY * Bohr**3,), title=title).encode())
    assert (field.kind, field.unit) == (kind, unit)


def test_rydberg_are_turned_into_ev():
    (field,) = read_fields("x.cube", cube_text((DENSITY,), title="potential\nRy").encode())
    assert field.values.max() == pytest.approx(13.605693 * DENSITY.max(), rel=1e-6)


def test_a_grid_that_repeats_its_first_planes_is_cut():
    closed = np.pad(DENSITY, ((0, 1),) * 3, mode="wrap") * Bohr**3
    longer = TRICLINIC.copy()
    longer = type(longer)(
        longer.lattice.matrix * np.array([[(n + 1) / n] for n in DENSITY.shape]),
        longer.species,
        longer.cart_coords,
        coords_are_cartesian=True,
    )
    (field,) = read_fields("x.cube", cube_text((closed,), structure=longer).encode())
    assert field.shape == DENSITY.shape
    assert field.integral == pytest.approx(8, abs=1e-5)
    np.testing.assert_allclose(field.cell, TRICLINIC.lattice.matrix, atol=1e-8)
    assert "repeats the first one" in field.remarks[0]


def changed(line: int, to: str) -> bytes:
    lines = cube_text().split("\n")
    lines[line - 1] = to
    return "\n".join(lines).encode()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (changed(4, "  -14 0.5 0 0"), "axes have -14, 16, 18 points: a minus says that lengths are in Å"),
        (changed(5, "    0 0 0.5 0"), "at least two points along each axis; got 0"),
        (changed(6, "   18 0 0.5"), "Line 6 of a cube file holds the number of points along axis 3"),
        (changed(7, "  150 0.0 1 1 1"), "atomic number 150; 1 to 118"),
        (changed(7, "  Na 0.0 1 1 1"), "Line 7 of a cube file holds atomic number"),
        (changed(3, "    0 0 0 0"), "holds no atoms"),
        (cube_text().replace(" 0.000000000000", " nan", 1).encode(), "Line 3 of a cube file"),
        (cube_text().encode()[:2000], r"to hold 4,032 values and the file ends after \d+; it is cut off"),
        ((cube_text() + "1.0 2.0\n").encode(), "More follows the 4,032 values"),
        (
            cube_text(numbered=True).replace("\n1 7\n", "\nx y\n").encode(),
            "Line 9 of a cube file with a negative",
        ),
        (changed(3, "    2 0 0 0 1000"), "announces 1000 data sets; 1 to 100"),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_what_is_wrong_is_one_sentence(data, sentence):
    with pytest.raises(InputError, match=rf"^x\.cube: .*{sentence}"):
        read_fields("x.cube", data)


def test_ghost_atoms_are_left_out():
    (field,) = read_fields("x.cube", changed(7, "    0 0.0 1.0 1.0 1.0"))
    assert len(field.structure) == 1
    assert "1 ghost atom" in field.remarks[0]
