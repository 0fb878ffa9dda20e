"""A CHGCAR of 100³ points read, plain and packed, and as a cube, beside pymatgen and ASE; then what a page does with it.

The peers read the plain files. Pymatgen's parser of numbers is ours, too; what differs is that nothing is held whole.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd
from ase.calculators.vasp import VaspChargeDensity
from ase.io.cube import read_cube
from pymatgen.core import Lattice, Structure
from pymatgen.io.common import VolumetricData
from pymatgen.io.vasp import Chgcar, Poscar
from record import median_seconds, save

from mi_core.densities.comparison import difference, promolecule_of
from mi_core.densities.drawing import for_drawing
from mi_core.densities.field import ScalarField
from mi_core.densities.profiles import planar_average
from mi_core.densities.reading import read_fields
from mi_core.densities.writing import cube_file

POINTS = 100
SALT = Structure.from_spacegroup("Fm-3m", Lattice.cubic(5.64), ["Na", "Cl"], [[0, 0, 0], [0.5, 0.5, 0.5]])
PACKINGS = {"": bytes, ".gz": gzip.compress, ".xz": partial(lzma.compress, preset=1), ".bz2": bz2.compress}


def charge_text(field: ScalarField) -> bytes:
    """Return a CHGCAR of a density."""
    flat = field.values.ravel(order="F").reshape(-1, 5) * field.structure.volume  # noqa: PD011 - no frame of pandas
    body = "\n".join(" ".join(f"{x:18.11E}" for x in row) for row in flat)
    return f"{Poscar(field.structure).get_str()}\n{'  '.join(map(str, field.shape))}\n{body}\n".encode()


def main() -> None:
    """Measure and save."""
    field = promolecule_of(
        ScalarField("valence", "electrons", SALT, np.full((POINTS,) * 3, 32 / SALT.volume))
    )
    text, seconds = charge_text(field), partial(median_seconds, repeats=5)
    numbers = text.partition(b"  100\n")[2]
    with TemporaryDirectory() as folder:
        chgcar, cube = Path(folder, "CHGCAR"), Path(folder, "x.cube")
        chgcar.write_bytes(text)
        cube.write_bytes(cube_file(field))
        ours = {}
        for suffix, pack in PACKINGS.items():
            path = Path(folder, f"CHGCAR{suffix}")
            path.write_bytes(pack(text))
            ours[f"CHGCAR{suffix}"] = seconds(partial(read_fields, path.name, path))
        ours["cube"] = seconds(partial(read_fields, "x.cube", cube))
        peers = {
            "pymatgen CHGCAR": seconds(partial(Chgcar.from_file, str(chgcar))),
            "pymatgen CHGCAR.gz": seconds(partial(Chgcar.from_file, f"{chgcar}.gz")),
            "ASE CHGCAR": seconds(partial(VaspChargeDensity, str(chgcar))),
            "pymatgen cube": seconds(partial(VolumetricData.from_cube, str(cube))),
            "ASE cube": seconds(lambda: read_cube(io.StringIO(cube.read_text()))),
        }
    parsers = {
        "numpy.fromstring": seconds(lambda: np.fromstring(numbers, sep=" ")),
        "pandas.read_csv": seconds(lambda: pd.read_csv(io.BytesIO(numbers), sep=r"\s+", header=None)),
    }
    page = {
        "Fourier coefficients in the cube": seconds(lambda: field.coefficients(6.6)),
        "free atoms": seconds(lambda: promolecule_of(field)),
        "difference": seconds(lambda: difference(field)),
        "planar average": seconds(lambda: planar_average(field, "c")),
        "for drawing": seconds(lambda: for_drawing(field)),
        "cube file": seconds(lambda: cube_file(field)),
    }
    save(
        "density_reading",
        {"points": POINTS**3, "ours_s": ours, "peers_s": peers, "numbers_alone_s": parsers, "then_s": page},
    )


if __name__ == "__main__":
    main()
