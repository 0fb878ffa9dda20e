"""The map beside the crystal of the selected point: a click in one lights up the other."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import streamlit as st

from mi_core.web.components.downloads import frame_download
from mi_core.web.components.point_map import MapState, point_map
from mi_core.web.representations.crystal_part import crystal_part
from mi_core.web.representations.labels import colouring, names_of, packed
from mi_core.web.representations.lasso_part import lasso_part
from mi_core.web.representations.tables import points_table
from mi_core.web.representations.view import MAPS, PAGE
from mi_core.web.shell.frame import errors_shown

if TYPE_CHECKING:
    from collections.abc import Hashable

    from mi_core.representations.mapped import Mapped

_LASSOED = "representations_lassoed"


@dataclass(frozen=True, slots=True)
class Shown:
    """Points as the map draws them; equal keys for equal points."""

    key: Hashable
    mapped: Mapped
    names: list[str] = field(repr=False)

    def number(self, name: str) -> int | None:
        """Return the number of a point by its name; None for a name that no point has."""
        return self.names.index(name) if name in self.names else None


@st.fragment
def map_part(key: Hashable, mapped: Mapped) -> None:
    """Show the map and what is selected on it; a fragment, so that a click redraws nothing else."""
    with errors_shown():
        shown = Shown(key, mapped, names_of(mapped.layers))
        left, right = st.columns([3, 2], gap="medium")
        with left:
            _map(shown)
            frame_download(
                lambda: points_table(mapped, PAGE.now().layer),
                f"{PAGE.now().model or 'points'}-points",
                key="representations_points_csv",
                label="Points as CSV",
            )
        with right:
            crystal_part(shown.mapped, shown.number(PAGE.now().selected), shown.names)
        lasso_part(mapped, _lassoed(key))
    PAGE.write()


def _map(shown: Shown) -> None:
    mapped, view = shown.mapped, PAGE.now()
    names = mapped.layers.names
    view.layer = view.layer if view.layer in names else names[-1]
    state = MapState(
        names.index(view.layer),
        MAPS[view.map if view.map in mapped.maps else list(mapped.maps)[-1]],
        shown.number(view.selected),
        shown.number(view.second),
        _lassoed(shown.key),
    )

    def select(point: int | None) -> None:
        view.selected, view.second = "" if point is None else shown.names[point], ""

    def look(title: str, layer: int) -> None:
        view.map, view.layer = next(key for key, name in MAPS.items() if name == title), names[layer]

    point_map(
        f"Map of {len(mapped.layers):,} {mapped.layers.of}",
        _packed(shown.key, mapped),
        _colouring(shown.key, view.colour, mapped),
        state,
        key="representations_map",
        on_select=select,
        on_lasso=lambda points: st.session_state.update({_LASSOED: (shown.key, points)}),
        on_view=look,
    )


def _lassoed(key: Hashable) -> tuple[int, ...]:
    """Return the points that were drawn around, if these are the points."""
    of, points = st.session_state.get(_LASSOED, (None, ()))
    return points if of == key else ()


@st.cache_data(max_entries=8, show_spinner=False)
def _packed(key: Hashable, _mapped: Mapped) -> dict:  # noqa: ARG001 - what the answer is kept by
    return packed(_mapped)


@st.cache_data(max_entries=32, show_spinner=False)
def _colouring(key: Hashable, column: str, _mapped: Mapped) -> dict:  # noqa: ARG001 - what the answer is kept by
    return colouring(_mapped, column)
