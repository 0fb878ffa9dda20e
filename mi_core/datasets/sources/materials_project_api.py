"""ABX3 cells from the Materials Project of today, through its own client (mp-api) and the user's key."""

from __future__ import annotations

import math
import os
from typing import TYPE_CHECKING, Any

import pandas as pd

from mi_core.datasets.sources.matminer_json import structure_cif
from mi_core.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

    from mi_core.datasets.card import Origin
    from mi_core.datasets.download import Progress

FIELDS = (
    "material_id",
    "formula_pretty",
    "symmetry",
    "formation_energy_per_atom",
    "energy_above_hull",
    "band_gap",
    "structure",
)
PAGE = 500


def perovskite_table(origin: Origin, _files: list[Path], progress: Progress | None) -> pd.DataFrame:
    """Return all five-atom ABX3 that are not deprecated, sorted by id; needs the key in `MP_API_KEY`.

    Materials of the GNoME campaign are left out: their licence (CC BY-NC) is narrower than the card's.
    """
    from mp_api.client import MPRester
    from mp_api.client.core.exceptions import MPRestError
    from requests import RequestException

    key = os.environ.get("MP_API_KEY", "")
    if not key:
        raise InputError("The Materials Project answers only with a key, and MP_API_KEY is not set.")
    if progress is not None:
        progress(math.nan, "asking the Materials Project for ABX3 crystals")
    try:
        with MPRester(
            key, endpoint=origin.endpoint, use_document_model=False, mute_progress_bars=True
        ) as client:
            documents = client.materials.summary.search(
                formula="ABC3",
                num_sites=(5, 5),
                deprecated=False,
                include_gnome=False,
                fields=list(FIELDS),
                chunk_size=PAGE,
            )
    except (MPRestError, RequestException, ValueError, KeyError) as error:
        raise InputError(f"The Materials Project at {origin.endpoint} refused or failed: {error}.") from error
    if not documents:
        raise InputError(f"The Materials Project at {origin.endpoint} returned no ABX3 crystal.")
    return pd.DataFrame([_row(document) for document in documents]).sort_values("id", ignore_index=True)


def _row(document: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": str(document["material_id"]),
        "formula": document["formula_pretty"],
        "space_group": document["symmetry"]["symbol"],
        "e_form_ev_per_atom": float(document["formation_energy_per_atom"]),
        "e_above_hull_ev_per_atom": float(document["energy_above_hull"]),
        "gap_ev": float(document["band_gap"]),
        "cif": structure_cif(document["structure"]),
    }
