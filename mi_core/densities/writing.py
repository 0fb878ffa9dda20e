"""Fields out: Gaussian cube files."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pymatgen.core.units import bohr_to_angstrom

from mi_core.densities.kinds import DENSITY_UNIT
from mi_core.errors import InputError

if TYPE_CHECKING:
    from mi_core.densities.field import ScalarField

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
