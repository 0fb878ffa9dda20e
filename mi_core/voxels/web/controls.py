"""Controls that several parts of the page have."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import streamlit as st

from mi_core.voxels.axes import SCALES
from mi_core.voxels.web.view import GRID_TITLES, PAGE, SHARES
from mi_core.web.components.segmented_choice import segmented_choice

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mi_core.voxels.numbers import Number

Value = TypeVar("Value")


def choose_grid() -> str:
    """Offer the grids of the voxels."""
    view = PAGE.now()
    view.grid = choose_named("Grid", GRID_TITLES, view.grid, "grid", named=False)
    return view.grid


def choose_scale() -> str:
    """Offer the scales on which voxels are shown."""
    view = PAGE.now()
    view.scale = choose_named("Scale", SCALES, view.scale, "scale", named=False)
    return view.scale


def choose_axis(label: str, names: Sequence[str], chosen: int, key: str) -> int:
    """Offer axes by name; return the number of the chosen one."""
    return choose_named(label, dict(enumerate(names)), chosen, key)


def choose_named(
    label: str, titles: Mapping[Value, str], chosen: Value, key: str, *, named: bool = True
) -> Value:
    """Offer keys by their titles; return the chosen one."""
    return segmented_choice(label, titles, chosen, key=f"voxels_{key}_{PAGE.turn()}", named=named)


def choose_number(label: str, most: int, chosen: int, key: str) -> int:
    """Offer the whole numbers from 1 on; return the chosen one."""
    return choose_named(label, {number: str(number) for number in range(1, most + 1)}, chosen, key)


def choose_height() -> tuple[int, float]:
    """Offer the plane across an axis of the cell; return the axis and the fractional height along it."""
    view = PAGE.now()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        view.cut = choose_axis("Plane across", "abc", view.cut, "cut")
        view.height = st.slider(
            f"Height along {'abc'[view.cut]}",
            0.0,
            1.0,
            view.height,
            0.005,
            "%.3f",
            key=f"voxels_height_{view.cut}_{PAGE.turn()}",
        )
    return view.cut, view.height


def choose_share(chosen: float, key: str) -> float:
    """Offer the levels of a surface."""
    return st.select_slider(
        "Level of the surface, of the maximum",
        SHARES,
        value=chosen,
        format_func=lambda share: f"{100 * share:g} %",
        key=f"voxels_{key}_{PAGE.turn()}",
    )


def say_numbers(numbers: Sequence[Number]) -> None:
    """Say numbers in one line, for the pictures are what people come for; what is meant shows on hover."""
    with st.container(horizontal=True, gap="medium"):
        for before, value, after, meaning in numbers:
            st.markdown(f"{before}**{value}**{after}", help=meaning or None, width="content")
