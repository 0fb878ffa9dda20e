"""Design: wishes, proposals within seconds, and their verification."""

from __future__ import annotations

import streamlit as st

from mi_core.errors import InputError
from mi_core.web.alloy_cached import own_database, shipped_database, sorry
from mi_core.web.alloy_generate import generate, made
from mi_core.web.alloy_start import start_from
from mi_core.web.alloy_view import shown_beside, view
from mi_core.web.alloy_wishes import edit_wishes, wishes_in_words
from mi_core.web.formulas import plain


def design_part() -> None:
    """Specify, generate, look, verify."""
    if (own := own_database()) is not None:
        st.caption(
            f":material/info: Design works with COST507, on which its models were trained; {plain(own.name)} is used in the "
            "explorer."
        )
    start_from()
    edit_wishes(shown_beside())
    with st.container(border=True):
        wishes_in_words()
        ready = _checked()
        generate(ready=ready)
    if (proposed := made()) is not None:
        from mi_core.web.alloy_proposals import proposals_shown

        proposals_shown(proposed)


def _checked() -> bool:
    """Whether the wishes can be worked on; what clashes is said."""
    from mi_core.alloys.specification.reading import check_specification

    spec = view().spec
    if not (spec.phases or spec.composition_wt or spec.derived or spec.cost_per_kg):
        return False
    try:
        check_specification(spec, shipped_database())
    except InputError as problem:
        sorry(problem)
        return False
    return True
