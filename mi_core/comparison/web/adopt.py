"""Use this model: train a compared regressor without folds and keep it as one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.jobs.job import DONE
from mi_core.prediction.system import SYSTEM as PREDICTION
from mi_core.web.jobs.progress import job_progress
from mi_core.web.shell.workspace import workspace_id

if TYPE_CHECKING:
    from mi_core.comparison.store import Comparison
    from mi_core.jobs.job import Job


def use_this_model(comparison: Comparison) -> None:
    """Offer the regressors of the comparison, train the chosen one, and say where it is to be found."""
    with st.container(border=True):
        st.markdown(
            "**Use one of them.** It is trained anew on eight ninths of all rows, the last ninth sets its intervals, and it "
            "becomes your own model on the Predict page."
        )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            model = st.selectbox(
                "Regressor",
                comparison.models,
                format_func=comparison.title,
                key=f"adopt_model_{comparison.name}",
                label_visibility="collapsed",
                width=340,
            )
            if st.button("Use this model", icon=":material/model_training:", key=f"adopt_{comparison.name}"):
                with st.spinner("Starting …"):
                    st.session_state[_key(comparison)] = _submit(comparison, model).id
        if job_id := st.session_state.get(_key(comparison)):
            _follow(job_id)


def _follow(job_id: str) -> None:
    """Show the training, then the way to the model."""
    job = job_progress(job_id)
    if job is None or job.state != DONE:
        return
    error = f"{job.summary['mae']:.3g} {job.summary['unit']}".strip()
    st.success(
        f"**{job.title}** is trained; its mean absolute error on held-out rows is {error}. On the Predict page it "
        "answers for its property: where a model that ships answers by default, choose it under “Choose models”.",
        icon=":material/check_circle:",
    )
    st.page_link(PREDICTION.page, label="Predict with it", icon=":material/query_stats:")


def _submit(comparison: Comparison, model: str) -> Job:
    """Start the training, on the rows and with the features and tuning of the comparison."""
    import secrets

    from mi_core.comparison.sources import reference
    from mi_core.jobs.service import submit

    title = f"{comparison.title(model)} · {comparison.target.title}"
    params = {
        "problem": comparison.card.get("problem")
        or reference(comparison.card["dataset"]["dataset"], comparison.target.key),
        "protocol": comparison.card["protocol"],
        "model": model,
        "name": f"own-{model}-{secrets.token_hex(3)}",
        "title": title,
    }
    return submit(workspace_id(), "adopt", params, title)


def _key(comparison: Comparison) -> str:
    return f"adopt_job_{comparison.name}"
