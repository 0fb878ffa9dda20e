"""Use this model: train a compared regressor without folds and keep it as one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.jobs.job import DONE
from mi_core.prediction.system import SYSTEM as PREDICTION
from mi_core.web.jobs.progress import job_progress
from mi_core.web.shell.workspace import workspace_id

if TYPE_CHECKING:
    from mi_core.comparison.web.shown import Shown
    from mi_core.jobs.job import Job


def use_this_model(shown: Shown) -> None:
    """Offer the regressors of the comparison, train the chosen one, and say where it is to be found."""
    with st.container(border=True):
        st.markdown(
            "**Use one of them.** It is trained anew on eight ninths of all rows, the last ninth sets its intervals, and it "
            "becomes your own model on the Predict page."
        )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            model = st.selectbox(
                "Regressor",
                shown.models,
                format_func=shown.title,
                key=f"adopt_model_{shown.name}",
                label_visibility="collapsed",
                width=340,
            )
            if st.button("Use this model", icon=":material/model_training:", key=f"adopt_{shown.name}"):
                with st.spinner("Starting …"):
                    st.session_state[_key(shown)] = _submit(shown, model).id
        if job_id := st.session_state.get(_key(shown)):
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


def _submit(shown: Shown, model: str) -> Job:
    """Start the training, on the rows and with the features and tuning of the comparison."""
    import secrets

    from mi_core.jobs.service import submit

    title = f"{shown.title(model)} · {shown.target.title}"
    params = {
        "problem": shown.card.get("problem") or _reference(shown),
        "protocol": shown.card["protocol"],
        "model": model,
        "name": f"own-{model}-{secrets.token_hex(3)}",
        "title": title,
    }
    return submit(workspace_id(), "adopt", params, title)


def _reference(shown: Shown) -> dict:
    from mi_core.comparison.sources import reference

    return reference(shown.card["dataset"]["dataset"], shown.target.key)


def _key(shown: Shown) -> str:
    return f"adopt_job_{shown.name}"
