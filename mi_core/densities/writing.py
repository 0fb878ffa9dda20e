"""Fields out: Gaussian cube files, and files as VASP writes them."""

from __future__ import annotations

import itertools
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pymatgen.core.units import bohr_to_angstrom

from mi_core.densities.kinds import DENSITY_UNIT
from mi_core.densities.reading.vasp_kinds import kind_of_name
from mi_core.errors import InputError

if TYPE_CHECKING:
    import numpy as np
    from pymatgen.core import Structure

    from mi_core.densities.field import ScalarField

COLUMNS = 5  # of a file of VASP
#: What a file of VASP with such values is called, so that it is read as what it is; VASP itself writes no sum of AECCARs.
VASP_NAMES = {
    "valence": "CHGCAR",
    "all-electron": "AECCAR_sum",
    "core": "AECCAR0",
    "states": "PARCHG",
    "difference": "CHGDIFF",
    "potential": "LOCPOT",
    "elf": "ELFCAR",
}
CUBE_UNITS = {DENSITY_UNIT: "e/bohr^3", "eV": "eV", "": "pure number"}


def cube_file(field: ScalarField) -> bytes:
    """Return a field as a cube file: lengths in bohr, densities in e/bohr³, potentials in eV, which its second line says.

    InputError for a crystal with partly occupied sites, which that format cannot hold.
    """
    from pymatgen.io.common import VolumetricData

    if not field.structure.is_ordered:
        raise InputError("A cube file cannot hold partly occupied sites; give an ordered supercell.")
    values = field.values * (bohr_to_angstrom**3 if field.unit == DENSITY_UNIT else 1.0)
    title = f"{field.kind}: {field.title}, {CUBE_UNITS[field.unit]}"
    with TemporaryDirectory() as folder:
        path = Path(folder) / "field.cube"
        # neither the encoding of the file nor of its readers is known: letters beyond ASCII are left out
        comment = title.encode("ascii", "ignore").decode()
        VolumetricData(field.structure, {"total": values}).to_cube(path, comment)
        return path.read_bytes()


def vasp_name(field: ScalarField, name: str = "") -> str | None:
    """Return a name, after what VASP calls a file of such values unless it says so; None where VASP has no such file.

    Under this name the file is read as a field of the same kind.
    """
    own = VASP_NAMES.get(field.kind)
    if own is None or not name:
        return own
    return name if kind_of_name(name) in {field.kind, kind_of_name(own)} else f"{own}-{name}"


def vasp_file(field: ScalarField) -> bytes:
    """Return a field as VASP writes it, densities times the volume, potentials in eV, without augmentation.

    InputError for a crystal with partly occupied sites, for a field of unknown unit, and for a spin density alone.
    """
    if field.kind == "unknown":
        raise InputError(
            "A file of VASP holds a density, a potential or an ELF; the unit of this field is not known."
        )
    if field.kind == "spin":
        raise InputError(
            "A file of VASP holds a spin density only after the density itself; write it as a cube file."
        )
    if not field.structure.is_ordered:
        raise InputError("A CHGCAR cannot hold partly occupied sites; give an ordered supercell.")
    factor = field.structure.volume if field.unit == DENSITY_UNIT else 1.0
    flat = (field.values * factor).ravel(order="F")
    whole = len(flat) // COLUMNS * COLUMNS
    line = " ".join(["%18.11E"] * COLUMNS)
    lines = [line % tuple(row) for row in flat[:whole].reshape(-1, COLUMNS).tolist()]
    if whole < len(flat):
        lines.append(" ".join(f"{value:18.11E}" for value in flat[whole:]))
    grid = " ".join(f"{points:4d}" for points in field.shape)
    return "\n".join([*_header(field.structure), "", grid, *lines, ""]).encode()


def _header(structure: Structure) -> list[str]:
    """Return the lines of a POSCAR with the vectors as they are: pymatgen's turns those of a left-handed cell round.

    Velocities and the like, which would stand between atoms and grid, are left out.
    """
    groups = [
        (symbol, len(list(sites)))
        for symbol, sites in itertools.groupby(site.specie.symbol for site in structure)
    ]
    return [
        structure.formula,
        "1.0",
        *(_numbers(vector) for vector in structure.lattice.matrix),
        " ".join(symbol for symbol, _ in groups),
        " ".join(str(count) for _, count in groups),
        "direct",
        *(_numbers(place) for place in structure.frac_coords),
    ]


def _numbers(vector: np.ndarray) -> str:
    return " ".join(f"{value:19.14f}" for value in vector)
