"""What the points inside the lasso have in common, beside the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.web.representations.tables import beside_the_rest, shares_beside_the_rest
from mi_core.web.representations.view import PAGE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_core.representations.mapped import Mapped


def lasso_part(mapped: Mapped, chosen: Sequence[int]) -> None:
    """Show means and shares of the points that were drawn around; how to draw where none were."""
    if not chosen:
        st.caption(
            "Draw around points with the lasso, or with Shift held down, to see what they have in common. Drag to move the "
            "map, scroll to zoom, click a point, walk on with the arrow keys; Escape lets go."
        )
        return
    st.markdown(f"**{len(chosen):,} points inside the lasso, {len(mapped.layers) - len(chosen):,} outside**")
    left, right = st.columns(2, gap="medium")
    left.dataframe(beside_the_rest(mapped, chosen).style.format(precision=3, na_rep="–"), hide_index=True)
    column = PAGE.now().colour
    classes = (
        column if column in mapped.columns and mapped.columns[column].classes else _first_classes(mapped)
    )
    if classes:
        shares = shares_beside_the_rest(mapped, classes, chosen)
        right.dataframe(
            shares.style.format("{:.1%}", subset=["Share inside", "Share of the rest"]), hide_index=True
        )


def _first_classes(mapped: Mapped) -> str:
    return next((column for column, known in mapped.columns.items() if known.classes), "")
