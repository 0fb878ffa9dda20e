"""Converters: one function per public source that returns our table, columns and units as on the card."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from mi_core.datasets.sources.castelli import castelli_table
from mi_core.datasets.sources.estm import estm_table
from mi_core.datasets.sources.labelled_crystals import labelled_crystals_table
from mi_core.datasets.sources.materials_project_2018 import (
    composition_table,
    crystal_table,
    structure_table,
)
from mi_core.datasets.sources.materials_project_api import perovskite_table
from mi_core.datasets.sources.molecules.bradley import bradley_table
from mi_core.datasets.sources.molecules.csv_tables import csv_table
from mi_core.datasets.sources.molecules.tasks import molecular_tasks_table
from mi_core.datasets.sources.oqmd import oqmd_table
from mi_core.datasets.sources.perovskite_hull import perovskite_hull_table
from mi_core.datasets.sources.ricci import ricci_table
from mi_core.datasets.sources.ricci_crystals import ricci_crystals_table
from mi_core.datasets.sources.wolverton import wolverton_table

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from mi_core.datasets.card import Origin
    from mi_core.datasets.download import Progress

# (origin of the card, downloaded files or registered tables in the card's order, progress) → table
Converter = Callable[["Origin", "list[Path] | list[pd.DataFrame]", "Progress | None"], "pd.DataFrame"]

CSV_TABLES = (
    "molecules_bace",
    "molecules_bbbp",
    "molecules_cep",
    "molecules_clintox",
    "molecules_esol",
    "molecules_freesolv",
    "molecules_hiv",
    "molecules_lipophilicity",
    "molecules_sider",
    "molecules_tox21",
)
#: A name "module:function" stands for one that computes with what lies above this folder; it is imported when it is needed.
CONVERTERS: dict[str, Converter | str] = {
    "castelli": castelli_table,
    "castelli_densities": "mi_core.descriptors.reciprocal.tables:castelli_densities_table",
    "wolverton": wolverton_table,
    "estm": estm_table,
    "molecular_tasks": molecular_tasks_table,
    "molecules_bradley": bradley_table,
    **{name: partial(csv_table, name) for name in CSV_TABLES},
    "mp_compositions": composition_table,
    "mp_crystals": crystal_table,
    "mp_labelled_crystals": labelled_crystals_table,
    "mp_structures": structure_table,
    "mp_perovskites": perovskite_table,
    "oqmd": oqmd_table,
    "oxide_densities": "mi_core.descriptors.reciprocal.tables:oxide_densities_table",
    "perovskite_hull": perovskite_hull_table,
    "ricci": ricci_table,
    "ricci_crystals": ricci_crystals_table,
    "strained_perovskites": "mi_core.descriptors.reciprocal.tables:strained_perovskites_table",
}


def find_converter(name: str) -> Converter:
    """Return the converter that a card names."""
    found = CONVERTERS[name]
    if not isinstance(found, str):
        return found
    module, _, function = found.partition(":")
    return getattr(import_module(module), function)
