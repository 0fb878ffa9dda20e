"""The screening's answer as periodic tables: how many stable compounds have an element on a site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.figures.colour_scale import ColourScale
from mi_core.figures.element_map import colour_bar, coloured, places

if TYPE_CHECKING:
    from collections.abc import Mapping

    import plotly.graph_objects as go

    Counts = Mapping[str, int]

TITLES = {"number": "Stable compounds", "share": "Stable among candidates"}
BAR_TITLES = TITLES | {"share": f"{TITLES['share']} (%)"}


def site_tables(
    stable: Mapping[str, Counts], candidates: Mapping[str, Counts], *, show: str = "number"
) -> dict:
    """Return the maps of all sites as `mi_core.screening.web.element_maps` draws them, one colour scale for all.

    stable, candidates : by site ("A") and element; elements without candidates stay grey. show : "number", or "share"
    in per cent, of stable compounds with each element on the site.
    """
    scale = _scale(highest(stable, candidates, show), show)
    tables = {
        f"{site} site": coloured(
            map_values(stable[site], candidates[site], show), _words(stable[site], candidates[site]), scale
        )
        for site in stable
    }
    return {"bar": colour_bar(scale, BAR_TITLES[show]), "places": places(whole=False), "tables": tables}


def number_tables(numbers: Mapping[str, Counts]) -> dict:
    """Return maps of numbers of compounds, by title and element, as `mi_core.screening.web.element_maps` draws them."""
    scale = _scale(max((n for counts in numbers.values() for n in counts.values()), default=0), "number")
    tables = {
        title: coloured(counts, {symbol: f"{n:,} stable" for symbol, n in counts.items()}, scale)
        for title, counts in numbers.items()
    }
    return {"bar": colour_bar(scale, TITLES["number"]), "places": places(whole=True), "tables": tables}


def site_maps(
    stable: Mapping[str, Counts], candidates: Mapping[str, Counts], *, show: str = "number", title: str = ""
) -> go.Figure:
    """Return the maps of all sites as one figure for a file, coloured as by `site_tables`."""
    from mi_core.figures.periodic_table import periodic_tables_figure

    sites = {f"{site} site": site for site in stable}
    scale = _scale(highest(stable, candidates, show), show)
    return periodic_tables_figure(
        {title: map_values(stable[site], candidates[site], show) for title, site in sites.items()},
        title=title or TITLES[show],
        unit="",
        name=f"{BAR_TITLES[show]} – outlined: 0, grey: no candidates",
        colour_range=(scale.low, scale.high),
        log=scale.log,
        words={
            title: {
                symbol: f"<b>{symbol}</b><br>{text}"
                for symbol, text in _words(stable[site], candidates[site]).items()
            }
            for title, site in sites.items()
        },
        zero_is_none=True,
    )


def highest(stable: Mapping[str, Counts], candidates: Mapping[str, Counts], show: str) -> float:
    """Return the highest value on any of the maps."""
    return max((v for s in stable for v in map_values(stable[s], candidates[s], show).values()), default=0)


def map_values(stable: Counts, candidates: Counts, show: str) -> dict[str, float]:
    """Return what the map colours: number of stable compounds, or their share among the candidates in per cent."""
    if show == "number":
        return {symbol: stable.get(symbol, 0) for symbol, n in candidates.items() if n}
    return {symbol: 100 * stable.get(symbol, 0) / n for symbol, n in candidates.items() if n}


def _scale(top: float, show: str) -> ColourScale:
    """Colour numbers by their logarithm, for oxygen on X outnumbers all others; shares as they are."""
    return ColourScale(1, max(top, 2), log=True) if show == "number" else ColourScale(0, top or 1)


def _words(stable: Counts, candidates: Counts) -> dict[str, str]:
    shares = map_values(stable, candidates, "share")
    return {
        symbol: f"{stable.get(symbol, 0):,} stable of {candidates[symbol]:,} candidates, {share:.3g} %"
        for symbol, share in shares.items()
    }
