"""A scene whose atoms take colours of their own, such as of a number that each has, in place of those of elements."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_core.structures.drawing.scene import Scene


def with_site_colours(scene: Scene, colours: Sequence[str], tooltips: Sequence[str]) -> Scene:
    """Return the scene with a colour (#rrggbb) and a tooltip for each site of its structure; bonds turn grey."""
    site_of = {f"site:{number}": number for number in range(len(colours))}

    def painted(one: dict) -> dict:
        if "contents" in one:
            return {**one, "contents": [painted(part) for part in one["contents"]]}
        site = site_of.get(one.get("reference", ""))
        return one if site is None else {**one, "color": colours[site], "tooltip": tooltips[site]}

    contents = [
        _grey(part) if part.get("name") == "bonds" else painted(part) for part in scene.data["contents"]
    ]
    return replace(
        scene,
        data={**scene.data, "contents": contents},
        legend={},
        key=f"{scene.key} {tuple(colours)} {tuple(tooltips)}",
    )


def _grey(bonds: dict) -> dict:
    return {**bonds, "contents": [{**part, "color": "#8a949e"} for part in bonds["contents"]]}
