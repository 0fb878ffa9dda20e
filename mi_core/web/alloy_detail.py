"""One proposal: its diagram with the wishes in it, and how well it meets each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from mi_core.alloys.compositions.composition import ELEMENTS, format_composition
from mi_core.alloys.design.proposal_table import wish_text
from mi_core.alloys.specification.wishes import wishes
from mi_core.figures.alloy_diagram import Diagram, diagram_figure
from mi_core.figures.alloy_map import composition_words
from mi_core.web.alloy_cached import shipped_database, surrogate
from mi_core.web.alloy_missing import missing_pairs
from mi_core.web.alloy_view import next_turn, view
from mi_core.web.figure_downloads import figure_with_downloads

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from mi_core.alloys.design.proposals import Proposal
    from mi_core.web.alloy_generate import Made
    from mi_core.web.alloy_verdicts import Verdicts

MET, MISSED, UNKNOWN = "✓", "✗", "?"
LEAST_WT = 1e-3  # wt% of an element that an alloy has


def detail(made: Made, number: int, verdicts: Verdicts) -> None:
    """Show a proposal's predicted diagram, what CALPHAD computed, and a row per wish."""
    from mi_core.web.alloy_explore import diagram_frame

    proposal = made.proposals[number - 1]
    st.markdown(f"**No. {number}** · {composition_words(_row(proposal), ELEMENTS)} (wt%)")
    figure_with_downloads(
        proposal_figure(made, number, verdicts),
        f"alloy-proposal-{number}",
        data=diagram_frame(_predicted(proposal), verdicts.diagram(number)),
    )
    _wish_rows(made, number, verdicts)
    missing_pairs(shipped_database(), _present(proposal.wt))
    st.button(
        "Open it in the explorer",
        icon=":material/tune:",
        key=f"alloy_open_{number}",
        on_click=_explore,
        args=(proposal,),
    )
    st.code(format_composition(proposal.wt), language=None)


def proposal_figure(made: Made, number: int, verdicts: Verdicts) -> go.Figure:
    """Return a proposal's diagram with the wishes in it, and what CALPHAD computed as circles."""
    computed = verdicts.diagram(number)
    title = f"Predicted phases of no. {number}" + ("; circles: CALPHAD" if computed is not None else "")
    predicted = _predicted(made.proposals[number - 1])
    return diagram_figure(predicted, made.spec.phases, computed=computed, title=title)


def _predicted(proposal: Proposal) -> Diagram:
    """Return the prediction that came with the proposal, with its interval."""
    model, lower, upper = surrogate(), None, None
    if model is not None:
        lower, upper = (ends[0] for ends in model.interval(np.array([_row(proposal)])))
    return Diagram(np.array(proposal.temperatures), proposal.fractions, proposal.phases, lower, upper)


def _row(proposal: Proposal) -> list[float]:
    return [float(proposal.wt.get(symbol, 0.0)) for symbol in ELEMENTS]


def _wish_rows(made: Made, number: int, verdicts: Verdicts) -> None:
    from mi_core.alloys.specification.reading import meets

    listed = wishes(made.spec)
    proposal = made.proposals[number - 1]
    missed = np.asarray(proposal.misses, dtype=float).reshape(len(listed))
    values, met = _values(made, proposal), meets(listed, missed)
    rows = []
    for place, wish in enumerate(listed):
        row = {"Wish": wish_text(wish), "Predicted": in_unit(values[place], wish.unit),
               "Meets": MET if met[place] else MISSED if np.isfinite(missed[place]) else UNKNOWN}  # fmt: skip
        if (said := verdicts.of(number, place)) is not None:
            row |= {"CALPHAD": in_unit(said.value, wish.unit), "Meets it": MET if said.met else MISSED}
        rows.append(row)
    st.dataframe(rows, hide_index=True, column_config={"Wish": st.column_config.TextColumn(width="large")})


def _values(made: Made, proposal: Proposal) -> np.ndarray:
    """Return what the prediction has of each quantity that is wished for."""
    from mi_core.alloys.specification.reading import wished_values

    return wished_values(
        made.spec,
        proposal.fractions[None],
        proposal.temperatures,
        proposal.phases,
        np.array([_row(proposal)]),
        prices=made.prices,
    )[0]


def in_unit(value: float, unit: str) -> str:
    """Return a number with its unit, fractions as %; a dash where it is not known."""
    if value is None or not np.isfinite(value):
        return "–"
    return f"{value:.4g} {unit}" if unit else f"{100 * value:.3g} %"


def _present(wt: dict[str, float]) -> dict[str, float]:
    """Return the wt% that are more than nothing, as an alloy of its own."""
    return {symbol: round(float(value), 4) for symbol, value in wt.items() if value >= LEAST_WT}


def _explore(proposal: Proposal) -> None:
    view().alloy = _present(proposal.wt)
    view().part = "explore"
    next_turn()
