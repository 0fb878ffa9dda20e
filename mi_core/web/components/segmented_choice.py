"""A choice of one of several values, which stand side by side under their titles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Mapping

Value = TypeVar("Value")


def segmented_choice(
    label: str,
    titles: Mapping[Value, str],
    chosen: Value,
    *,
    key: str,
    place: Any = st,
    named: bool = True,
    **options: Any,
) -> Value:
    """Offer the values of a mapping under their titles, of which always one is chosen, and return that one.

    chosen : at first; place : the container that holds the choice, the current one unless given; named : whether the label
    is shown, or only told by screen readers; options : of `st.segmented_control`.
    """
    return place.segmented_control(
        label,
        list(titles),
        format_func=titles.__getitem__,
        default=chosen,
        required=True,
        key=key,
        label_visibility="visible" if named else "collapsed",
        **options,
    )
