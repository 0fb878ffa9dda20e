"""Small periodic tables whose cells are coloured by a number: drawn once, then only recoloured."""

from __future__ import annotations

from pathlib import Path

from mi_core.web.components.owned_component import component

FOLDER = Path(__file__).with_name("element_maps")


def element_maps(maps: dict, *, key: str) -> None:
    """Show the tables side by side, or below each other where there is no room; the key keeps them over changes.

    maps : `bar`, `places` and `tables` of `mi_core.screening.figures.maps.site_tables` or `number_tables`.
    """
    component(FOLDER)(data=maps, key=key)
