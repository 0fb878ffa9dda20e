"""The row of choices above the map: a network or a set of points, its points and their colour; and what comes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.web.components.formulas import escaped
from mi_core.web.representations import kept
from mi_core.web.representations.choices import all_choices
from mi_core.web.representations.labels import names_of
from mi_core.web.representations.looked_at import LookedAt, begin_anew
from mi_core.web.representations.of_network import choose_points, points_of
from mi_core.web.representations.view import PAGE

if TYPE_CHECKING:
    from mi_core.representations.mapped import Mapped, PointSet


def choose() -> LookedAt | None:
    """Offer networks and points, and return those chosen; None where there is no network."""
    found, view = all_choices(), PAGE.now()
    if not found.titles:
        return None
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        name = _network(found.titles)
        if name in found.cards:
            choose_points(found.cards[name])
        colours = st.empty()
    chosen = (
        points_of(found.cards[name], found.catalogue)
        if name in found.cards
        else _points_of_set(found.sets[name])
    )
    _check_address(chosen.mapped)
    view.colour = _colour(chosen.mapped, colours)
    return chosen


def _points_of_set(one: PointSet) -> LookedAt:
    st.caption(one.summary)
    with st.spinner("Reading the points …"):
        mapped = one.load()
    PAGE.now().of = mapped.layers.of
    random = None if one.random is None else lambda rows: kept.set_at_random(one.name, tuple(rows), one)
    return LookedAt((one.name,), one.name, mapped, random, one.between, one.cells)


def _check_address(mapped: Mapped) -> None:
    """Say what of the address these points do not have, and forget it."""
    view = PAGE.now()
    named = {"layer": mapped.layers.names, "colour": mapped.columns, "labels": mapped.columns}
    points = set(names_of(mapped.layers)) if view.selected or view.second else set()
    for field, those in (named | {"selected": points, "second": points}).items():
        value = getattr(view, field)
        if value and value not in those:
            others = "" if field in ("selected", "second") else f"; choose one of {', '.join(those)}"
            sentence = f"The address says {field}={value}, which these points do not have{others}."
            st.warning(escaped(sentence), icon=":material/link_off:")
            setattr(view, field, "")


def _network(titles: dict[str, str]) -> str:
    view, names = PAGE.now(), list(titles)
    view.model = view.model if view.model in names else names[0]
    chosen = st.selectbox(
        "Network",
        names,
        index=names.index(view.model),
        format_func=titles.__getitem__,
        key=f"representations_model_{PAGE.turn()}",
        width=290,
    )
    if chosen != view.model:
        begin_anew(chosen, "")
    return chosen


def _colour(mapped: Mapped, place) -> str:
    view, columns = PAGE.now(), list(mapped.columns)
    if not columns:  # all points are alike
        return ""
    index = columns.index(view.colour) if view.colour in columns else 0
    return place.selectbox(
        "Colour",
        columns,
        index=index,
        format_func=lambda column: mapped.columns[column].title,
        key=f"representations_colour_{view.model}_{view.of}_{PAGE.turn()}",
        width=230,
    )
