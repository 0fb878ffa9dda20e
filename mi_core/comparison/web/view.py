"""A comparison in full: its card, its table, its figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.comparison.web.adopt import use_this_model
from mi_core.comparison.web.card import comparison_card
from mi_core.comparison.web.parts import comparison_parts
from mi_core.comparison.web.table import comparison_table, comparison_verdict

if TYPE_CHECKING:
    from mi_core.comparison.web.shown import Shown


def comparison_view(shown: Shown) -> None:
    """Show card, table, figures, and the way to a model of one's own."""
    with st.container(border=True):
        comparison_card(shown)
        comparison_verdict(shown)
        comparison_table(shown)
    comparison_parts(shown)
    use_this_model(shown)
