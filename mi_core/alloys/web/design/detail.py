"""One proposal: its diagram with the wishes in it, and how well it meets each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from mi_core.alloys.compositions.composition import ELEMENTS, format_composition
from mi_core.alloys.design.proposal_table import wish_text
from mi_core.alloys.figures.diagram import Diagram, diagram_figure
from mi_core.alloys.figures.map import composition_words
from mi_core.alloys.specification.misses import meets
from mi_core.alloys.specification.wishes import wishes
from mi_core.alloys.thermodynamics.results.units import MOLES
from mi_core.alloys.web.cached import surrogate
from mi_core.alloys.web.database import missing_pairs
from mi_core.alloys.web.explore.diagrams import diagram_frame
from mi_core.alloys.web.units import moles, units
from mi_core.alloys.web.view import PAGE
from mi_core.web.components.figure_downloads import figure_with_downloads

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from mi_core.alloys.design.proposals import Proposal
    from mi_core.alloys.specification.wishes import Wish
    from mi_core.alloys.thermodynamics.results.units import Units
    from mi_core.alloys.web.design.generate import DesignRun
    from mi_core.alloys.web.design.verdicts import Verdicts

MET, MISSED, UNKNOWN = "✓", "✗", "?"
LEAST_WT = 1e-3  # wt% of an element that an alloy has


def detail(run: DesignRun, number: int, verdicts: Verdicts) -> None:
    """Show a proposal's predicted diagram, what CALPHAD computed, and a row per wish."""
    proposal = run.proposals[number - 1]
    st.markdown(
        f"**No. {number}** · {composition_words(list(proposal.wt.values()), list(proposal.wt))} (wt%)"
    )
    # Weight per cent needs what was computed of the proposal.
    shown = units() if verdicts.diagram(number) is not None else moles()
    figure_with_downloads(
        proposal_figure(run, number, verdicts, shown),
        f"alloy-proposal-{number}",
        data=diagram_frame(
            None if shown.by_mass else _predicted(run, proposal),
            verdicts.diagram(number, by_mass=shown.by_mass),
            by_mass=shown.by_mass,
            first="search" if run.tdb else "surrogate",
        ),
    )
    if shown != units():
        st.caption(
            "In mole per cent: weight per cent needs the composition of each phase, which comes with the verification."
        )
    _wish_rows(run, number, verdicts)
    missing_pairs(run.database, _present(proposal.wt))
    st.button(
        "Open it in the explorer",
        icon=":material/tune:",
        key=f"alloy_open_{number}",
        on_click=_explore,
        args=(proposal,),
    )
    st.code(format_composition(proposal.wt), language=None)


def proposal_figure(run: DesignRun, number: int, verdicts: Verdicts, shown: Units = MOLES) -> go.Figure:
    """Return a proposal's diagram with the wishes in it, and what CALPHAD computed as circles, or that alone by mass."""
    computed = verdicts.diagram(number, by_mass=shown.by_mass)
    if shown.by_mass and computed is not None:
        return diagram_figure(computed, title=f"Phases of no. {number} by CALPHAD", units=shown)
    what = "Phases of no. {} as searched" if run.tdb else "Predicted phases of no. {}"
    title = what.format(number) + ("; circles: CALPHAD" if computed is not None else "")
    predicted = _predicted(run, run.proposals[number - 1])
    return diagram_figure(predicted, run.spec.phases, computed=computed, title=title, units=shown)


def _predicted(run: DesignRun, proposal: Proposal) -> Diagram:
    """Return the diagram that came with the proposal, with its interval where it was predicted."""
    model, lower, upper = surrogate() if run.tdb is None else None, None, None
    if model is not None:
        row = [float(proposal.wt.get(symbol, 0.0)) for symbol in ELEMENTS]
        lower, upper = (ends[0] for ends in model.interval(np.array([row])))
    return Diagram(np.array(proposal.temperatures), proposal.fractions, proposal.phases, lower, upper)


def _wish_rows(run: DesignRun, number: int, verdicts: Verdicts) -> None:
    listed = wishes(run.spec)
    proposal = run.proposals[number - 1]
    missed = np.asarray(proposal.misses, dtype=float).reshape(len(listed))
    values, met = proposal.values, meets(listed, missed)
    source = "Searched" if run.tdb else "Predicted"
    rows = []
    for place, wish in enumerate(listed):
        row = {"Wish": wish_text(wish, units()), source: in_unit(values[place], wish, units()),
               "Meets": MET if met[place] else MISSED if np.isfinite(missed[place]) else UNKNOWN}  # fmt: skip
        if (said := verdicts.of(number, place)) is not None:
            row |= {"CALPHAD": in_unit(said.value, wish, units()), "Meets it": MET if said.met else MISSED}
        rows.append(row)
    st.dataframe(rows, hide_index=True, column_config={"Wish": st.column_config.TextColumn(width="large")})


def in_unit(value: float, wish: Wish, shown: Units) -> str:
    """Return what an alloy has of a wished quantity with its unit, amounts of phases in mol%; a dash where it is unknown."""
    if value is None or not np.isfinite(value):
        return "–"
    if wish.kind == "phase":
        return f"{100 * value:.3g} mol%"
    if wish.kind == "derived" and wish.key != "freezing_range_k":
        return f"{shown.shown(value):.4g} {shown.temperature}"
    return f"{value:.4g} {wish.unit}"


def _present(wt: dict[str, float]) -> dict[str, float]:
    """Return the wt% that are more than nothing, as an alloy of its own."""
    return {symbol: round(float(value), 4) for symbol, value in wt.items() if value >= LEAST_WT}


def _explore(proposal: Proposal) -> None:
    PAGE.now().alloy = _present(proposal.wt)
    PAGE.now().part = "explore"
    PAGE.next_turn()
