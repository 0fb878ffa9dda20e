"""What networks trained on one's own task beside each known one found, against what frozen encoders had estimated."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from mi_core.molecules.affinity.agreement import rank_correlation, signed
from mi_core.molecules.figures.own_affinities import affinity_figure
from mi_core.molecules.own_words import clearly_helping
from mi_core.molecules.transfer.exact.job import read_exact
from mi_core.molecules.web.own.cached import proposal
from mi_core.web.components.figure_downloads import figure_with_downloads
from mi_core.web.components.formulas import escaped
from mi_core.web.shell.frame import errors_shown
from mi_core.words import listed

if TYPE_CHECKING:
    from mi_core.jobs.job import Job


def exact_result(job: Job) -> None:
    """Show the affinities of a finished job, and how the estimate agrees if it is at hand."""
    with errors_shown(), st.container(border=True):
        found, target = read_exact(job.folder), job.params["target"]
        helping = clearly_helping(found)
        st.markdown(
            f"**Clearly help: {escaped(listed(helping, 8))}.**"
            if helping
            else "**None of the known tasks clearly helps yours while both are learned.**"
        )
        figure_with_downloads(affinity_figure(found, exact=True), f"{target}-exact-affinities", data=found)
        estimate = proposal(Path(job.params["table"]), target)
        if estimate is not None:
            both = found.merge(estimate.affinities, on="task")
            value = rank_correlation(both["affinity_x"].to_numpy(), both["affinity_y"].to_numpy())
            st.markdown(
                f"The order of the estimate by frozen encoders agrees with it by {signed(value)} (Spearman)."
            )
        st.caption(
            "The affinity is the share by which the error of your task on held-out molecules falls when a small network "
            "learns another task beside it: half of your molecules are learned and half tested. The test of the gain still "
            "chooses its own supports in each split."
        )
