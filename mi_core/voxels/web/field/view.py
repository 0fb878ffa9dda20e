"""What the page shows of a density file, as a part of its view and of its address.

/voxels?density=CHGCAR&part=density&minus=atoms&surface=0.1&sign=positive&times=221&cut=1&height=0.25
/voxels?density=LOCPOT&part=profiles&start=Na1&end=0.5+0.5+0.5&average=2&window=2.82
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mi_core.voxels.figures.field import SIGNS
from mi_core.web.shell.parameters import Parameter, bounded, number, one_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

FREE_ATOMS = "atoms"
MOST_REPEATS = 3
MOST_BLOCKS = 99
LARGEST_WINDOW_A = 1000.0


@dataclass
class FieldView:
    """The choices about a density file.

    density : its id among those that are open, "" for none; block : which of its grids.
    minus : "" for the field itself, FREE_ATOMS, or the id of another file, for the difference.
    surface, sign, times : of the picture: the level of the surface as a share of the extreme, None for what is usual; the
    sign, of SIGNS; and how often the cell is repeated along each axis.
    start, end : of the line profile, as `places.place_of` reads them, "" for the first and the next atom.
    average, window : axis of the planar average, and the window of the macroscopic one in Å, 0 for none.
    """

    density: str = ""
    block: int = 0
    minus: str = ""
    surface: float | None = None
    sign: str = "both"
    times: tuple[int, int, int] = (1, 1, 1)
    start: str = ""
    end: str = ""
    average: int = 2
    window: float = 0.0


def _read_times(text: str) -> tuple[int, ...]:
    times = tuple(int(digit) for digit in text)
    if len(times) != 3 or not all(1 <= count <= MOST_REPEATS for count in times):
        raise ValueError(text)
    return times


def parameters(share: Callable[[str], float]) -> list[Parameter]:
    """Return the parameters of a view's field `field`, needed where a density is chosen; `share` reads a level on offer."""
    found = [
        Parameter("density"),
        number("block", 0, MOST_BLOCKS, kind=int),
        Parameter("minus"),
        Parameter("surface", share, "{:g}".format),
        one_of("sign", SIGNS),
        Parameter("times", _read_times, lambda times: "".join(map(str, times))),
        Parameter("start"),
        Parameter("end"),
        number("average", 0, 2, kind=int),
        Parameter("window", lambda text: bounded(text, 0.0, LARGEST_WINDOW_A), "{:g}".format),
    ]
    return [replace(one, field=f"field.{one.name}", when=_is_chosen) for one in found]


def _is_chosen(view: Any) -> bool:
    return bool(view.field.density)
