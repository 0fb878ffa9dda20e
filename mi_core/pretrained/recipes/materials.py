"""Rows of the data sets as materials, the form in which users' inputs travel too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.structures.formats import cif
from mi_core.structures.limits import Limits
from mi_core.structures.material import Material, SiteElements

if TYPE_CHECKING:
    import pandas as pd


def from_cif(frame: pd.DataFrame) -> list[Material]:
    """Return one material per row, from the columns id and cif; an unreadable crystal is marked so."""
    limits = Limits()
    return [
        next(iter(cif.rows(text, row_id, row_id, limits)))
        for row_id, text in zip(frame["id"], frame["cif"], strict=True)
    ]


def from_formula(frame: pd.DataFrame) -> list[Material]:
    """Return one material per row, from the columns id and formula."""
    return [Material(id=i, source=i, formula=f) for i, f in zip(frame["id"], frame["formula"], strict=True)]


def from_oxide_sites(frame: pd.DataFrame) -> list[Material]:
    """Return one ABO3 material per row, from the columns id, formula, a_site and b_site."""
    columns = (frame[name] for name in ("id", "formula", "a_site", "b_site"))
    return [
        Material(id=i, source=i, formula=f, sites=SiteElements(a, b, ("O", "O", "O")))
        for i, f, a, b in zip(*columns, strict=True)
    ]


def from_sites(frame: pd.DataFrame) -> list[Material]:
    """Return one ABX3 material per row, from the columns id, formula, a_site, b_site and x_site."""
    columns = (frame[name] for name in ("id", "formula", "a_site", "b_site", "x_site"))
    return [
        Material(id=i, source=i, formula=f, sites=SiteElements(a, b, (x, x, x)))
        for i, f, a, b, x in zip(*columns, strict=True)
    ]
