"""The Materials Project of October 2018 and the phonon and piezoelectric sets on it, as matminer has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.datasets.sources.matminer_json import numeric, read_matminer_json, renamed, structure_cif

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from mi_core.datasets.card import Origin
    from mi_core.datasets.download import Progress

LABELS = {
    "mpid": "id",
    "formula": "formula",
    "e_form": "e_form_ev_per_atom",
    "e_hull": "e_above_hull_ev_per_atom",
    "gap pbe": "gap_pbe_ev",
    "mu_b": "magnetic_moment_mu_b",
    "bulk modulus": "bulk_modulus_gpa",
    "shear modulus": "shear_modulus_gpa",
}
CRYSTALS = {"mpid": "id", "structure": "cif"}
PHONONS = {
    "mpid": "id",
    "formula": "formula",
    "structure": "structure",
    "eps_electronic": "eps_electronic",
    "eps_total": "eps_total",
    "last phdos peak": "last_phdos_peak_cm1",
}
PIEZO = {
    "material_id": "id",
    "formula": "formula",
    "structure": "structure",
    "eij_max": "piezo_max_c_m2",
}


def composition_table(_origin: Origin, files: list[Path], _progress: Progress | None) -> pd.DataFrame:
    """Return `mp_nostruct_20181018` under our names, sorted by id."""
    return _labels(files[0]).sort_values("id", ignore_index=True)


def crystal_table(_origin: Origin, files: list[Path], _progress: Progress | None) -> pd.DataFrame:
    """Return the relaxed crystals of `mp_all_20181018`, sorted by id."""
    table = renamed(read_matminer_json(files[0]), CRYSTALS, source="mp_all_20181018")
    return table.assign(cif=table["cif"].map(structure_cif)).sort_values("id", ignore_index=True)


def structure_table(_origin: Origin, files: list[Path], _progress: Progress | None) -> pd.DataFrame:
    """Return the union of the phonon and the piezoelectric set with the labels of 2018, sorted by id.

    Where both sets hold a crystal, that of the phonon set is kept.
    """
    phonons = renamed(read_matminer_json(files[0]), PHONONS, source="phonon_dielectric_mp")
    piezo = renamed(read_matminer_json(files[1]), PIEZO, source="piezoelectric_tensor")
    table = _unique(phonons).merge(_unique(piezo), on="id", how="outer", suffixes=("", "_piezo"))
    crystals = table["structure"].where(table["structure"].notna(), table["structure_piezo"])
    formulas = table["formula"].where(table["formula"].notna(), table["formula_piezo"])
    table = table.assign(cif=crystals.map(structure_cif), formula=formulas.map(_reduced))
    table = table.drop(columns=["structure", "structure_piezo", "formula_piezo"])
    table = table.merge(_unique(_labels(files[2])).drop(columns="formula"), on="id", how="left")
    table = numeric(table, [*list(PHONONS.values())[3:], *list(PIEZO.values())[3:]])
    return table.sort_values("id", ignore_index=True)


def _labels(path: Path) -> pd.DataFrame:
    table = renamed(read_matminer_json(path), LABELS, source="mp_nostruct_20181018")
    return numeric(table, list(LABELS.values())[2:])


def _unique(table: pd.DataFrame) -> pd.DataFrame:
    return table.drop_duplicates("id")


def _reduced(formula: str) -> str:
    from pymatgen.core import Composition

    return Composition(formula).reduced_formula
