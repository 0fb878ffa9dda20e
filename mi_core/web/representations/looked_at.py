"""The points that the page looks at, wherever they come from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mi_core.web.representations.view import PAGE

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np

    from mi_core.representations.layers import Layers
    from mi_core.representations.mapped import Mapped, PathJob


class LookedAt(NamedTuple):
    """Points on maps, and what is needed to ask for more about them.

    asked : equal for equal points; name : what files of them are called; at_random : numbers of points → these points in
    networks that have learned nothing, None where there are no such networks; between, cells : as of `mapped.PointSet`.
    """

    asked: tuple
    name: str
    mapped: Mapped
    at_random: Callable[[np.ndarray], list[Layers]] | None
    between: Callable[[int, int], PathJob] | None = None
    cells: str = ""

    @property
    def key(self) -> tuple:
        """Equal for equal points on equal maps."""
        return (*self.asked, tuple(self.mapped.maps))


def begin_anew(model: str, of: str) -> None:
    """Forget what belongs to the points of another network, or to points of another kind."""
    view = PAGE.now()
    view.model, view.of = model, of
    view.layer = view.colour = view.labels = view.selected = view.second = ""
