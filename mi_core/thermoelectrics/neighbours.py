"""The measured compositions nearest to a formula, how near they are, and the sign that S has among them.

The distance of two compositions is half the sum of the absolute differences of their atomic fractions: the share of atoms
that would have to be exchanged to make one of the other, 0 for one composition and 1 where no element is shared. It is a
metric, and knows nothing of which elements are alike.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from mi_core.datasets.composition import composition_key, readable_key
from mi_core.datasets.hosts import host_system
from mi_core.descriptors.formulas import element_fractions
from mi_core.evaluation.distance import SAME_COMPOSITION, SAME_HOST, KnownCompositions
from mi_core.formulas import atomic_numbers
from mi_core.thermoelectrics.carriers import carrier_type

if TYPE_CHECKING:
    from collections.abc import Sequence

TABLE_COLUMNS = (
    "formula", "relation", "distance", "carrier_type", "lowest_k", "highest_k", "highest_zt", "address",
)  # fmt: skip
_RESOLVER = re.compile(r"^(?:https?://)?(?:dx\.)?doi\.org/", re.IGNORECASE)


class KnownMaterials(NamedTuple):
    """Measured rows, sorted into compositions; made once by `known_materials`, asked often.

    rows : the frame, with `place` of each row's composition in the arrays, and `address` of its paper; keys, hosts (n,) : of
    each composition; fractions (n, elements) : atomic, by atomic number from 1 on; classes : tells how
    far any other formula is.
    """

    rows: pd.DataFrame
    keys: np.ndarray
    hosts: np.ndarray
    fractions: np.ndarray
    classes: KnownCompositions


def known_materials(frame: pd.DataFrame) -> KnownMaterials:
    """Return the compositions of measured rows; rows whose formula cannot be read are left out.

    frame : columns `formula`, `doi`, `temperature_k` and any number of measured ones; a row per temperature.
    """
    key_of = {formula: composition_key(formula) for formula in frame["formula"].unique()}
    keys = frame["formula"].map(key_of)
    rows = frame[keys.notna()].assign(key=keys, doi=frame["doi"].fillna(""))
    formulas = rows.drop_duplicates("key")["formula"]
    places = {key: place for place, key in enumerate(rows["key"].unique())}
    address = {doi: doi_address(doi) for doi in rows["doi"].unique()}
    rows = rows.assign(place=rows["key"].map(places).astype(int), address=rows["doi"].map(address))
    hosts = np.array([host_system(formula) for formula in formulas], dtype=object)
    return KnownMaterials(
        rows.drop(columns="key").reset_index(drop=True),
        np.array(list(places), dtype=object),
        hosts,
        _fractions(list(formulas)),
        KnownCompositions(formulas),
    )


def nearest_measured(formula: str, known: KnownMaterials, most: int = 5, carriers: str = "") -> pd.DataFrame:
    """Return the measured rows of up to `most` nearest compositions: the same one first, then its host's, then all others.

    carriers : "n" or "p" for compositions of that type alone, by the sign of the median of their S.

    Within these three by distance. The rows keep their columns and get `rank` (0 for the nearest composition), `relation`
    ("same composition", "same host", "another host"), `distance` (share of atoms exchanged) and `address` of the paper;
    sorted by rank, paper and temperature. InputError for what is no formula.
    """
    same, host = known.keys == readable_key(formula), known.hosts == host_system(formula)
    distance = np.abs(known.fractions - _fractions([formula])).sum(axis=1) / 2
    order = np.lexsort((distance, ~host, ~same))
    if carriers:
        order = order[types_of_compositions(known)[order] == carriers]
    order = order[:most]
    relation = np.select([same, host], [SAME_COMPOSITION, SAME_HOST], default="another host")
    chosen = pd.DataFrame(
        {"rank": np.arange(len(order)), "relation": relation[order], "distance": distance[order]}, index=order
    )
    rows = known.rows[known.rows["place"].isin(order)].join(chosen, on="place").drop(columns="place")
    return rows.sort_values(["rank", "address", "temperature_k"], kind="stable", ignore_index=True)


def types_of_compositions(known: KnownMaterials) -> np.ndarray:
    """Return "n", "p" or "" for each composition, by the sign of the median of its S."""
    medians = known.rows.groupby("place")["seebeck_uv_per_k"].median()
    return carrier_type(medians.reindex(range(len(known.keys))))


def neighbour_table(rows: pd.DataFrame) -> pd.DataFrame:
    """Return a line per composition and paper of `nearest_measured`, nearest first.

    Columns: `formula`, `relation`, `distance`, `carrier_type` ("n", "p", "n and p"), `lowest_k`, `highest_k`, `highest_zt`,
    `address`.
    """
    grouped = rows.groupby(["rank", "address"], sort=True)
    table = grouped[["formula", "relation", "distance"]].first()
    types = grouped["seebeck_uv_per_k"].agg(
        lambda values: " and ".join(sorted({*carrier_type(values)} - {""}))
    )
    temperature = grouped["temperature_k"]
    table = table.assign(
        carrier_type=types,
        lowest_k=temperature.min(),
        highest_k=temperature.max(),
        highest_zt=grouped["zt"].max(),
    )
    return table.reset_index("address").reset_index(drop=True)[[*TABLE_COLUMNS]]


def doi_address(doi: str) -> str:
    """Return the web address of a DOI that is written plainly or as the address of a resolver; "" for an empty one."""
    name = _RESOLVER.sub("", str(doi).strip())
    return f"https://doi.org/{name.lower()}" if name else ""


def _fractions(formulas: Sequence[str]) -> np.ndarray:
    """Return the atomic fractions (n, elements)."""
    table = np.zeros((len(formulas), max(atomic_numbers().values())), dtype=np.float32)
    for row, formula in enumerate(formulas):
        found = element_fractions(formula)
        table[row, found.atomic_numbers - 1] = found.fractions
    return table
