"""A comparison in full: its card, its table, its figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.web.comparison_adopt import use_this_model
from mi_core.web.comparison_card import comparison_card
from mi_core.web.comparison_parts import comparison_parts
from mi_core.web.comparison_table import comparison_table, comparison_verdict

if TYPE_CHECKING:
    from mi_core.web.comparison_shown import Shown


def comparison_view(shown: Shown) -> None:
    """Show card, table, figures, and the way to a model of one's own."""
    with st.container(border=True):
        comparison_card(shown)
        comparison_verdict(shown)
        comparison_table(shown)
    comparison_parts(shown)
    use_this_model(shown)
