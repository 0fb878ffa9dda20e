"""ABX3 cells from OQMD through its OPTIMADE service, page by page.

The older `oqmdapi/formationenergy` prints coordinates with three significant digits (`"O @ 0.5 0.5 0.11"`),
which blurs polar distortions; OPTIMADE gives Cartesian positions with five decimals.
"""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING, Any

import pandas as pd
import requests

from mi_core.datasets.download import failure_cause, is_unresolved
from mi_core.datasets.sources.matminer_json import structure_cif
from mi_core.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mi_core.datasets.card import Origin
    from mi_core.datasets.download import Progress

PAGE = 200
TIMEOUT_S = (10, 120)
ATTEMPTS = 4
PAUSE_S = 1.0
FIELDS = (
    "chemical_formula_reduced",
    "lattice_vectors",
    "cartesian_site_positions",
    "species_at_sites",
    "_oqmd_entry_id",
    "_oqmd_delta_e",
    "_oqmd_band_gap",
)


def oqmd_table(origin: Origin, _files: list[Path], progress: Progress | None) -> pd.DataFrame:
    """Return all five-atom ABX3 with a formation energy, sorted by id.

    Entries of three elements and five sites are asked for and the A2B2X among them are left out here, because
    servers differ in how they spell the anonymous formula.
    """
    rows = {}
    for entry in _entries(origin.endpoint, progress):
        row = _row(entry)
        if row is not None:
            rows[row["id"]] = row
    if not rows:
        raise InputError(f"OQMD at {origin.endpoint} returned no ABX3 crystal.")
    return pd.DataFrame(rows.values()).sort_values("id", ignore_index=True)


def _entries(endpoint: str, progress: Progress | None) -> Iterator[dict[str, Any]]:
    parameters = {
        "filter": "nelements=3 AND nsites=5",
        "response_fields": ",".join(FIELDS),
        "page_limit": PAGE,
    }
    url, done = requests.Request("GET", endpoint, params=parameters).prepare().url, 0
    while url:
        page = _page(url)
        entries = page.get("data") or []
        # OQMD has also sent the attributes without the envelope that OPTIMADE asks for.
        yield from ({"id": entry.get("id"), **entry.get("attributes", entry)} for entry in entries)
        done += len(entries)
        if progress is not None:
            total = (page.get("meta") or {}).get("data_returned")
            share = min(done / total, 1.0) if total and total >= done else math.nan
            progress(share, f"OQMD: {done} entries read")
        url = _next(page) if entries else None


def _next(page: dict[str, Any]) -> str | None:
    link = (page.get("links") or {}).get("next")
    return link.get("href") if isinstance(link, dict) else link


def _page(url: str) -> dict[str, Any]:
    attempt = 1
    while True:
        try:
            answer = requests.get(url, timeout=TIMEOUT_S)
            answer.raise_for_status()
            return answer.json()
        except requests.RequestException as error:
            if attempt == ATTEMPTS or is_unresolved(error):
                where = url.partition("?")[0]
                sentence = f"OQMD at {where} failed {attempt} times: {failure_cause(error)}."
                raise InputError(sentence) from error
        time.sleep(PAUSE_S * 2**attempt)
        attempt += 1


def _row(entry: dict[str, Any]) -> dict[str, Any] | None:
    from pymatgen.core import Structure

    if entry.get("_oqmd_delta_e") is None or not entry.get("cartesian_site_positions"):
        return None
    structure = Structure(
        entry["lattice_vectors"],
        entry["species_at_sites"],
        entry["cartesian_site_positions"],
        coords_are_cartesian=True,
    )
    if sorted(structure.composition.values()) != [1, 1, 3]:
        return None
    gap = entry.get("_oqmd_band_gap")
    return {
        "id": f"oqmd-{entry.get('_oqmd_entry_id') or entry['id']}",
        "formula": structure.composition.reduced_formula,
        "e_form_ev_per_atom": float(entry["_oqmd_delta_e"]),
        "gap_ev": math.nan if gap is None else float(gap),
        "cif": structure_cif(structure),
    }
