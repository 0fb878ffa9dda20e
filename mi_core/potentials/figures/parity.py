"""What a potential said of held-out frames against what is true of them: energies and forces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.figures.parity import parity_figure
from mi_core.targets import Target

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

ENERGY = Target("energy", "Energy", "E", "eV/atom")
FORCE = Target("force", "Force, a component", "F", "eV/Å")


def energy_parity(held_out: pd.DataFrame) -> go.Figure:
    """Return energies of `LearnedPotential.held_out`, eV/atom, with the group of each frame on hover."""
    named = held_out["group"].where(held_out["group"] != "", held_out["id"])
    rows = held_out.rename(columns={"energy": "true"}).assign(formula="", id=named)
    return parity_figure(rows, ENERGY, title="Energies of frames that were held out")


def force_parity(held_out_forces: pd.DataFrame) -> go.Figure:
    """Return components of forces of `LearnedPotential.held_out_forces`, eV/Å."""
    rows = held_out_forces.astype(float).assign(formula="", id="force")
    return parity_figure(rows, FORCE, title="Forces on atoms of frames that were held out")
