"""A grid of phases and temperatures to write wishes into: click a cell or drag over several, then set a range."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mi_core.alloys.figures.colours import phase_colour
from mi_core.alloys.specification.wishes import PhaseWish
from mi_core.alloys.thermodynamics.database.phase_names import phase_title
from mi_core.alloys.thermodynamics.results.units import MOLES, Units
from mi_core.web.components.owned_component import owned_component

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


FOLDER = Path(__file__).with_name("wish_grid")


def wish_grid(
    phases: Sequence[str],
    temperatures: Sequence[float],
    wishes: Sequence[PhaseWish],
    *,
    key: str,
    on_change: Callable[[tuple[PhaseWish, ...]], None],
    shown: Mapping[tuple[str, float], float] | None = None,
    units: Units = MOLES,
) -> None:
    """Show a row per phase and a column per temperature (K); a change calls `on_change(wishes)`, then the page runs.

    The caller owns the wishes: what is passed in is what is shown. shown : fractions of an alloy, in grey where nothing is
    wished. units : what temperatures are shown in; amounts are always mole per cent, as wishes are.
    """
    other = Units(celsius=not units.celsius)
    owned_component(
        FOLDER,
        {
            "rows": [[phase, phase_title(phase), phase_colour(phase)] for phase in phases],
            "temperatures": [float(value) for value in temperatures],
            "heads": [[units.text(value), other.text(value)] for value in temperatures],
            "wishes": [[wish.phase, wish.temperature_k, wish.min, wish.max] for wish in wishes],
            "shown": [[phase, t, value] for (phase, t), value in (shown or {}).items()],
        },
        key=key,
        on_message={"wishes": lambda cells: on_change(tuple(read_cells(cells)))},
    )


def read_cells(cells: Sequence[Sequence]) -> list[PhaseWish]:
    """Return the wishes that the grid sends: phase, K, and both ends as fractions or None."""
    return [
        PhaseWish(str(phase), float(t), *(None if end is None else float(end) for end in ends))
        for phase, t, *ends in cells
    ]
