"""Crystals of registered tables with the energies of their free atoms' densities, and strained copies of one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from mi_core.datasets.composition import composition_key, key_elements
from mi_core.descriptors.reciprocal.coefficients import promolecule
from mi_core.descriptors.reciprocal.cube import G_MAX
from mi_core.descriptors.reciprocal.fields import find_field
from mi_core.descriptors.reciprocal.hartree import hartree_energy, self_energies
from mi_core.descriptors.reciprocal.slater import valence_shells
from mi_core.errors import InputError

if TYPE_CHECKING:
    from pymatgen.core import Structure

    from mi_core.datasets.card import Origin
    from mi_core.datasets.download import Progress

COPIED = "SrTiO3"
COPIES = 3000
SEED = 0
OXIDE_COLUMNS = ("id", "formula", "cif", "e_form_ev_per_atom", "gap_pbe_ev", "bulk_modulus_gpa")
LARGEST_STRAIN = 0.05  # of each length, and of each angle in radians, to both sides
DISPLACEMENT_A = 0.1  # Å, standard deviation of each coordinate


def castelli_densities_table(
    _origin: Origin, tables: list[pd.DataFrame], progress: Progress | None
) -> pd.DataFrame:
    """Return castelli_perovskites with the columns of `density_energies` beside it."""
    return _with_energies(tables[0], progress)


def oxide_densities_table(
    _origin: Origin, tables: list[pd.DataFrame], progress: Progress | None
) -> pd.DataFrame:
    """Return the oxides of mp_structures, some of their labels, and the columns of `density_energies` beside them."""
    holds_oxygen = ["O" in key_elements(composition_key(formula) or "") for formula in tables[0]["formula"]]
    return _with_energies(tables[0].loc[holds_oxygen, [*OXIDE_COLUMNS]].reset_index(drop=True), progress)


def strained_perovskites_table(
    _origin: Origin, tables: list[pd.DataFrame], _progress: Progress | None
) -> pd.DataFrame:
    """Return copies of one cell of castelli_perovskites, strained and shuffled, with their `density_energies`.

    InputError where the table lacks that crystal.
    """
    frame = tables[0][tables[0]["formula"].map(composition_key) == composition_key(COPIED)]
    if frame.empty:
        raise InputError(f"castelli_perovskites holds no {COPIED}, of which strained copies are made.")
    first = frame.sort_values("id").iloc[0]
    cell, rng = _read(first["id"], first["cif"]), np.random.default_rng(SEED)
    rows = []
    for number in range(COPIES):
        copy = strained_copy(cell, rng)
        text = copy.to(fmt="cif", significant_figures=6)
        row = {"id": f"strained_{number:04d}", "formula": COPIED, "cif": text}
        rows.append(row | density_energies(_read(row["id"], text)))
    return pd.DataFrame(rows)


def _with_energies(frame: pd.DataFrame, progress: Progress | None) -> pd.DataFrame:
    crystals = [_read(row_id, text) for row_id, text in zip(frame["id"], frame["cif"], strict=True)]
    found = []
    for done, structure in enumerate(crystals):
        if progress is not None and done % 500 == 0:
            progress(done / len(crystals), f"Energies of the densities of {len(crystals):,} crystals")
        found.append(density_energies(structure))
    return pd.concat([frame, pd.DataFrame(found, index=frame.index)], axis=1)


def density_energies(structure: Structure) -> dict[str, float]:
    """Return what the densities of an ordered crystal's free atoms amount to, of |G| ≤ 6.4 Å⁻¹, per atom in eV.

    hartree, interatomic_hartree : of all electrons, and less the self-energies of the atoms.
    valence_hartree : of the valence electrons as Gaussians. ewald : of point charges, as large as the valence of each atom,
    in a uniform background. volume_a3_per_atom : in Å³.
    """
    atoms = len(structure)
    whole = hartree_energy(promolecule(structure, G_MAX, sphere=True))
    valence = promolecule(structure, G_MAX, sphere=True, factor=find_field("valence").factor)
    return {
        "hartree_ev_per_atom": whole / atoms,
        "interatomic_hartree_ev_per_atom": (whole - self_energies(structure, G_MAX)) / atoms,
        "valence_hartree_ev_per_atom": hartree_energy(valence) / atoms,
        "ewald_ev_per_atom": valence_ewald_energy(structure) / atoms,
        "volume_a3_per_atom": structure.volume / atoms,
    }


def valence_ewald_energy(structure: Structure) -> float:
    """Return the energy of a cell, eV, of point charges as large as the valence of each atom, in a uniform background."""
    from pymatgen.analysis.ewald import EwaldSummation

    charged = structure.copy()
    charged.add_oxidation_state_by_element({symbol: _valence(symbol) for symbol in structure.symbol_set})
    return float(EwaldSummation(charged).total_energy)


def strained_copy(cell: Structure, rng: np.random.Generator) -> Structure:
    """Return a cell with its atoms permuted at random, displaced, and strained along and between its axes."""
    from pymatgen.core import Lattice, Structure

    strain = rng.uniform(-LARGEST_STRAIN, LARGEST_STRAIN, (3, 3))
    lattice = Lattice(cell.lattice.matrix @ (np.eye(3) + (strain + strain.T) / 2))
    species = [cell[i].specie for i in rng.permutation(len(cell))]
    moved = lattice.get_cartesian_coords(cell.frac_coords) + rng.normal(0, DISPLACEMENT_A, (len(cell), 3))
    return Structure(lattice, species, moved, coords_are_cartesian=True)


def _valence(symbol: str) -> float:
    return sum(shell.electrons for shell in valence_shells(symbol))


def _read(row_id: str, text: str) -> Structure:
    """Return the crystal of a CIF; InputError where it cannot be read."""
    from mi_core.structures.formats import cif
    from mi_core.structures.limits import Limits
    from mi_core.structures.ordered import ordered_crystal

    return ordered_crystal(next(iter(cif.rows(text, row_id, row_id, Limits()))))
