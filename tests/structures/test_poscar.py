"""POSCAR as VASP 4 to 6 and people write it; pymatgen and ASE are the judges."""

from __future__ import annotations

import io

import numpy as np
import pytest
from ase.io.vasp import read_vasp
from pymatgen.core import Lattice, Structure
from pymatgen.io.vasp import Poscar

from mi_core.structures.reading import Source, read_materials, read_text

POSITIONS = "0 0 0\n.5 .5 0\n.5 0 .5\n0 .5 .5\n.5 .5 .5\n0 0 .5\n0 .5 0\n.5 0 0\n"


def poscar(
    comment="rock salt",
    scale="5.64",
    cell="1 0 0\n0 1 0\n0 0 1",
    names="Na Cl\n",
    counts="4 4",
    mode="Direct",
    positions=POSITIONS,
):
    return f"{comment}\n{scale}\n{cell}\n{names}{counts}\n{mode}\n{positions}"


def read(text: str):
    (row,) = read_materials([Source("POSCAR", text.encode())])
    (pasted,) = read_text(text)
    assert (pasted.formula, pasted.warnings) == (row.formula, row.warnings)
    return row


def tail(*labels: str) -> str:
    lines = POSITIONS.splitlines()
    return "\n".join(f"{line} {label}" for line, label in zip(lines, labels, strict=True)) + "\n"


ROCK_SALT = {
    "plain": poscar(),
    "names-on-two-lines": poscar(names="Na\nCl\n"),
    "names-and-counts-on-two-lines": poscar(names="Na\nCl\n", counts="4\n4"),
    "counts-on-two-lines": poscar(counts="4\n 4"),
    "blank-line-between": poscar(names="Na Cl\n\n"),
    "many-groups": poscar(names="Na Na Na Na\nCl Cl Cl Cl\n", counts="1 1 1 1\n1 1 1 1"),
    "three-factors": poscar(scale="5.64 5.64 5.64"),
    "volume": poscar(scale="-179.406144"),
    "d-exponents": poscar(scale="0.564D1", cell="1.0D0 0.d0 0\n0 1.0D+00 0\n0 0 10.0D-1"),
    "blank-lines-before": "\n\n \n" + poscar(),
    "comment-lost": poscar().partition("\n")[2],
    "comment-blank": poscar(comment=""),
    "comment-is-a-number": poscar(comment="8"),
    "comment-begins-as-json": poscar(comment="[Na4Cl4] of run 3"),
    "remarks-behind": poscar(scale="5.64 ! Angstrom", cell="1 0 0 a\n0 1 0 b\n0 0 1 c", counts="4 4 # atoms"),
    "potcar-names": poscar(names="Na_pv Cl\n"),
    "hashes": poscar(names="Na_pv/7b51e29c3 Cl/ef2a90d\n"),
    "hashes-alone": poscar(names="Na/7b51e29c3 Cl/9f\n"),
    "labels": poscar(names="Na1 Cl2\n"),
    "capital-letters": poscar(names="NA CL\n"),
    "selective": poscar(mode="Selective dynamics\nDirect", positions=tail(*["T T F"] * 8)),
    "flags-not-announced": poscar(positions=tail(*["T T F"] * 8)),
    "names-after-flags-not-announced": poscar(
        names="", positions=tail(*[".TRUE. .FALSE. .T. Na"] * 4, *["F F F Cl"] * 4)
    ),
    "cartesian": poscar(mode="Kartesisch", positions=POSITIONS),
    "mode-blank": poscar(mode=""),
    "names-after-positions": poscar(names="", positions=tail(*["Na"] * 4, *["Cl"] * 4)),
    "names-after-flags": poscar(names="", mode="S\nD", positions=tail(*["T T T Na"] * 4, *["F F F Cl"] * 4)),
    "names-in-comment": poscar(comment="Na Cl", names=""),
    "formula-in-comment": poscar(comment="Na4Cl4 relaxed", names=""),
    "velocities": poscar() + "\n" + " 0.1 0.0 0.0\n" * 8,
    "lattice-velocities": poscar()
    + "Lattice velocities and vectors\n1\n0 0 0\n0 0 0\n0 0 0\n1 0 0\n0 1 0\n0 0 1\n",
    "blanks-of-web-pages": poscar().replace(" ", "\u00a0"),
    "windows": poscar().replace("\n", "\r\n"),
    "blank-line-in-positions": poscar(positions=POSITIONS.replace("0 0 .5\n", "\n0 0 .5\n")),
    "density": poscar() + "\n  2  2  2\n 1.0 2.0 3.0 4.0 5.0\n 6.0 7.0 8.0\n",
}
SAID = {
    "capital-letters": "CL is read as Cl, NA is read as Na.",
    "names-in-comment": "Na, Cl are taken from its comment line",
    "formula-in-comment": "Na, Cl are taken from its comment line",
    "density": "on a grid of 2 × 2 × 2 points, is left out",
}


@pytest.mark.parametrize("case", ROCK_SALT)
def test_rock_salt_however_it_is_written(case):
    row = read(ROCK_SALT[case])
    assert row.error is None
    assert row.formula == "NaCl"
    assert len(row.structure) == 8
    assert row.structure.volume == pytest.approx(5.64**3, rel=1e-6)
    assert row.structure.get_distance(0, 4) == pytest.approx(5.64 * (0.75**0.5), rel=1e-6)
    assert [site.specie.symbol for site in row.structure] == ["Na"] * 4 + ["Cl"] * 4
    assert SAID.get(case, "") in " ".join(row.warnings)
    assert bool(row.warnings) == (case in SAID)


OBLIQUE = Structure(
    Lattice.from_parameters(4.1, 5.3, 6.7, 80, 95, 103),
    ["Li", "Fe", "Fe", "O", "O", "O"],
    np.random.default_rng(1).uniform(size=(6, 3)).round(3) * 0.1 + np.arange(6)[:, None] / 6,
)


@pytest.mark.parametrize("direct", [True, False])
@pytest.mark.filterwarnings("ignore")
def test_an_oblique_cell_is_pymatgens(direct):
    text = Poscar(OBLIQUE).get_str(direct=direct)
    row, theirs = read(text), Poscar.from_str(text).structure
    assert row.structure.lattice.matrix == pytest.approx(theirs.lattice.matrix)
    assert row.structure.cart_coords == pytest.approx(theirs.cart_coords)
    assert row.structure.species == theirs.species


@pytest.mark.parametrize("scale", ["1.1 0.9 1.2", "-150.0", "1.03"])
@pytest.mark.parametrize("direct", [True, False])
def test_scales_are_those_of_ase(scale, direct):
    lines = Poscar(OBLIQUE).get_str(direct=direct).splitlines()
    text = "\n".join([lines[0], scale, *lines[2:]])
    row, theirs = read(text), read_vasp(io.StringIO(text))
    assert row.structure.lattice.matrix == pytest.approx(theirs.cell.array)
    assert row.structure.cart_coords == pytest.approx(theirs.positions)


BAD = {
    "no-names": (poscar(names=""), "names no elements"),
    "comment-of-another-number": (poscar(comment="Na", names=""), "names no elements"),
    "comment-of-other-amounts": (poscar(comment="Na3Cl5", names=""), "names no elements"),
    "comment-of-a-word": (poscar(comment="In the beginning", names="", counts="8"), "names no elements"),
    "more-names-than-counts": (
        poscar(names="Na Cl Br\n"),
        "names 3 elements (Na Cl Br) and has 2 atom counts",
    ),
    "no-counts": (poscar(counts="Direct", mode="0 0 0"), "no line of atom counts"),
    "no-mode": (poscar(mode="0 0 0"), "put Direct or Cartesian"),
    "two-negative-factors": (poscar(scale="-1 -1 1"), "three positive factors"),
    "zero-scale": (poscar(scale="0"), "write one positive factor"),
    "volume-of-a-flat-cell": (poscar(scale="-100", cell="1 0 0\n0 1 0\n1 1 0"), "flat"),
    "word-in-a-position": (
        poscar(positions=POSITIONS.replace("0 0 .5", "0 zero .5")),
        "Atom 6 has the position",
    ),
    "no-element": (poscar(names="Na Xx\n"), "'Xx', which is no chemical element"),
    "other-names-after-positions": (
        poscar(positions=tail(*["Cl"] * 4, *["Na"] * 4)),
        "differ from those above",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_what_is_wrong_is_said(case):
    text, words = BAD[case]
    (row,) = read_materials([Source("POSCAR", text.encode())])
    assert words in (row.error or " ".join(row.warnings))


def test_deuterium_and_a_trajectory_are_told():
    row = read(poscar(names="Li D\n", scale="4.07"))
    assert row.formula == "LiH"
    assert row.warnings == ("D (deuterium) is treated as hydrogen (H).",)
    text = poscar(mode="Direct configuration=     1") + "Direct configuration=     2\n" + POSITIONS
    (row,) = read_materials([Source("XDATCAR", text.encode())])
    assert row.formula == "NaCl"
    assert row.warnings == ("Only the first configuration of the trajectory is read.",)


def test_positions_beyond_the_counts_are_said():
    row = read(poscar(counts="4 3"))
    assert len(row.structure) == 7
    assert "More positions follow than the 7 that the counts announce" in row.warnings[0]
