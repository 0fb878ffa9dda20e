"""A slider per alloying element that reports while it moves, and once more when it is let go."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mi_core.web.components.owned_component import owned_component

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FOLDER = Path(__file__).with_name("composition_sliders")
STEP = 0.01  # wt%
LEAST_SHOWN_WT = 0.00051  # wt%: what three digits leave out


def composition_sliders(
    wt: Mapping[str, float],
    most: Mapping[str, float],
    *,
    key: str,
    on_move: Callable[[dict[str, float]], None],
    on_release: Callable[[dict[str, float]], None],
) -> None:
    """Show a slider from 0 to `most` (wt%) per element at its content in `wt`; a change calls one of both.

    The caller owns the composition: what is passed in is what is shown, but for the slider that is being moved.
    """

    def read(tell: Callable[[dict[str, float]], None]) -> Callable[[Mapping[str, float]], None]:
        return lambda sent: tell(contents(sent, wt, most))

    sliders = [[symbol, float(top), float(wt.get(symbol, 0.0)), STEP] for symbol, top in most.items()]
    on_message = {"moving": read(on_move), "released": read(on_release)}
    owned_component(FOLDER, {"sliders": sliders}, key=key, on_message=on_message)


def contents(
    sent: Mapping[str, float], wt: Mapping[str, float], most: Mapping[str, float]
) -> dict[str, float]:
    """Return the wt% after a change, zeros left out: what was moved within its slider, all else as it was.

    A slider shows three digits and ends at `most`; what it cannot show is not changed by moving another one.
    """
    found = dict(wt)
    for symbol, top in most.items():
        value = min(max(float(sent.get(symbol, 0.0)), 0.0), top)
        shown = min(float(wt.get(symbol, 0.0)), top)
        if abs(value - shown) > LEAST_SHOWN_WT:
            found[symbol] = round(value, 4)
    return {symbol: value for symbol, value in found.items() if value}
