"""A map of many points that moves from layer to layer; points are selected by a click, by arrow keys, or by a loop."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mi_core.web.components.owned_component import owned_component

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

FOLDER = Path(__file__).with_name("point_map")


@dataclass(frozen=True, slots=True)
class MapState:
    """What a map shows: the number of the layer, the title of the map, the selected point, a second one beside it, and
    the points that a loop was drawn around.
    """

    layer: int
    map: str
    selected: int | None = None
    second: int | None = None
    lassoed: tuple[int, ...] = ()


def point_map(
    label: str,
    points: dict[str, Any],
    colour: dict[str, Any],
    state: MapState,
    *,
    key: str,
    on_select: Callable[[int | None], None],
    on_lasso: Callable[[tuple[int, ...]], None],
    on_view: Callable[[str, int], None],
    height: int = 560,
) -> None:
    """Show points of `packed_points` coloured by `packed_classes` or `packed_numbers`.

    The caller owns the state: what is passed in is what is shown. A change calls `on_select(point)`, `on_lasso(points)` or
    `on_view(map, layer)`, then the page or its fragment runs. label : for screen readers; height : pixels at most, less if
    the map is narrow.
    """
    n = len(points["texts"])

    def of_these(receive: Callable[[dict], None]) -> Callable[[dict], None]:
        """What was done to points that are no longer shown is of no use."""
        return lambda sent: receive(sent) if sent["cloud"] == points["key"] else None

    def view(sent: dict) -> None:
        if sent["map"] in points["maps"]:
            on_view(sent["map"], min(max(int(sent["layer"]), 0), len(points["layers"]) - 1))

    owned_component(
        FOLDER,
        {
            "label": label,
            "cloud": points,
            "colour": colour,
            "layer": state.layer,
            "map": state.map,
            "selected": state.selected,
            "second": state.second,
            "lassoed": list(state.lassoed),
            "height": height,
        },
        key=key,
        on_message={
            "selected": of_these(lambda sent: on_select(next(iter(_known([sent["point"]], n)), None))),
            "lassoed": of_these(lambda sent: on_lasso(_known(sent["points"], n))),
            "view": of_these(view),
        },
    )


def _known(sent: Sequence[int | None], n: int) -> tuple[int, ...]:
    """Return the numbers of points among what was sent."""
    return tuple(point for point in sent if isinstance(point, int) and 0 <= point < n)
