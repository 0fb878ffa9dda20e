"""Screening candidates one by one, as everything but the screening takes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.structures.material import SiteElements

if TYPE_CHECKING:
    from mi_core.screening.triples import Triples


def listed_sites(candidates: Triples) -> list[SiteElements]:
    """Return the site elements of every candidate."""
    symbols = candidates.symbols
    rows = zip(candidates.a, candidates.b, candidates.x, strict=True)
    return [SiteElements(symbols[a], symbols[b], (symbols[x],) * 3) for a, b, x in rows]
