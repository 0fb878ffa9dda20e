"""What a potential said of the frames that were held out of its learning: figures, errors by group, coverage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.figures.measures import three_digits
from mi_core.files import file_name
from mi_core.potentials.errors_by_group import errors_by_group
from mi_core.potentials.figures.parity import energy_parity, force_parity
from mi_core.prediction.words import COVERAGE
from mi_core.web.components.figure_downloads import figure_with_downloads
from mi_core.web.components.formulas import escaped

if TYPE_CHECKING:
    import pandas as pd

    from mi_core.potentials.learned import LearnedPotential


def held_out_shown(learned: LearnedPotential) -> None:
    """Show errors in words, both parity plots, and the table by groups."""
    card, name = learned.card, file_name(learned.name)
    st.markdown(escaped(card.summary))
    _errors(learned)
    left, right = st.columns(2)
    with left:
        figure_with_downloads(energy_parity(learned.held_out), f"{name}-energies", data=learned.held_out)
    with right:
        figure_with_downloads(
            force_parity(learned.held_out_forces), f"{name}-forces", data=learned.held_out_forces
        )
    st.dataframe(_in_percent(errors_by_group(learned.held_out)), hide_index=True, column_config=_columns())
    st.caption(escaped(card.targets["energy"]["measured"]))


def _errors(learned: LearnedPotential) -> None:
    words = []
    for key, title, scale, unit in (("energy", "Energies", 1000, "meV/atom"), ("force", "Forces", 1, "eV/Å")):
        metrics = learned.card.targets[key]["metrics"]
        mae, rmse = (three_digits(scale * float(metrics[one] or 0)) for one in ("mae", "rmse"))
        words.append(
            f"{title}: mean absolute error **{mae}**, RMSE **{rmse}** {unit}, intervals hold "
            f"**{100 * float(metrics['coverage'] or 0):.0f} %** (meant: {COVERAGE})"
        )
    st.markdown("  \n".join(words))


def _in_percent(groups: pd.DataFrame) -> pd.DataFrame:
    return groups.assign(coverage=100 * groups["coverage"], outside=100 * groups["outside"])


def _columns() -> dict:
    column = st.column_config
    return {
        "group": column.TextColumn("Group"),
        "frames": column.NumberColumn("Frames"),
        "mae_mev": column.NumberColumn("Energy MAE (meV/atom)", format="%.2f"),
        "rmse_mev": column.NumberColumn("Energy RMSE (meV/atom)", format="%.2f"),
        "force_rmse": column.NumberColumn("Force RMSE (eV/Å)", format="%.3f"),
        "coverage": column.NumberColumn(
            "Within interval",
            format="%.0f %%",
            help=f"Share of energies within intervals meant to hold {COVERAGE}",
        ),
        "outside": column.NumberColumn(
            "Outside",
            format="%.0f %%",
            help="Share of frames with an atom that the potential calls unlike those learned",
        ),
    }
