"""Small densities whose integral and waves are known, and files of them as VASP writes them."""

from __future__ import annotations

import numpy as np
from pymatgen.core import Lattice, Structure
from pymatgen.io.vasp import Poscar

TRICLINIC = Structure(
    Lattice.from_parameters(4.1, 4.6, 5.2, 85, 98, 107), ["Na", "Cl"], [[0.1, 0.2, 0.3], [0.6, 0.7, 0.8]]
)
EXPONENT = 1.4  # Å⁻²: smooth on a grid of 0.35 Å
GRID = (14, 16, 18)


def gaussians(structure: Structure = TRICLINIC, shape=GRID, electrons=(1.0, 7.0)) -> np.ndarray:
    """A normalised Gaussian for each atom, summed over neighbouring cells, (nx, ny, nz) in e/Å³."""
    points = np.stack(np.meshgrid(*(np.arange(n) / n for n in shape), indexing="ij"), axis=-1)
    images = np.stack(np.meshgrid(*[range(-2, 3)] * 3, indexing="ij"), axis=-1).reshape(-1, 3)
    values = np.zeros(shape)
    for site, count in zip(structure, electrons, strict=True):
        between = points - site.frac_coords
        between -= np.rint(between)
        for image in images:
            square = (((between + image) @ structure.lattice.matrix) ** 2).sum(axis=-1)
            values += count * (EXPONENT / np.pi) ** 1.5 * np.exp(-EXPONENT * square)
    return values


def grid_text(raw: np.ndarray, columns: int = 5) -> str:
    """A grid as VASP writes it: its points, then its values, the first index fastest."""
    flat = raw.ravel(order="F")
    lines = [" ".join(f"{x:18.11E}" for x in flat[i : i + columns]) for i in range(0, len(flat), columns)]
    return " ".join(f"{n:4d}" for n in raw.shape) + "\n" + "\n".join(lines) + "\n"


def vasp_text(*grids: np.ndarray, structure: Structure = TRICLINIC, between: str = "") -> str:
    """A file of VASP with these grids, as they stand in it; `between` follows each."""
    return (
        Poscar(structure).get_str(significant_figures=14)
        + "\n"
        + "".join(grid_text(g) + between for g in grids)
    )


def charge_file(values: np.ndarray, structure: Structure = TRICLINIC, **more) -> bytes:
    """A CHGCAR of a density in e/Å³."""
    return vasp_text(values * structure.volume, structure=structure, **more).encode()
