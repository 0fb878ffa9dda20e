"""Compare: which regressor predicts best on which data, by how much, and whether that is more than luck."""

from __future__ import annotations

import streamlit as st

from mi_core.comparison import store
from mi_core.comparison.web.adopt import use_this_model
from mi_core.comparison.web.card import comparison_card
from mi_core.comparison.web.form import comparison_form
from mi_core.comparison.web.parts import comparison_parts
from mi_core.comparison.web.shown import shown_comparison, stored_titles
from mi_core.comparison.web.table import comparison_table, comparison_verdict
from mi_core.comparison.web.view import JOB, NEW, PAGE, STORED, choose_one
from mi_core.jobs.job import DONE
from mi_core.web.components.formulas import escaped
from mi_core.web.jobs.progress import job_progress
from mi_core.web.shell.workspace import show_job, shown_job


def choose_stored(titles: dict[str, str]) -> str:
    """Offer the comparisons that ship."""
    view, names = PAGE.now(), list(titles)
    view.comparison = st.selectbox(
        "Comparison",
        names,
        index=names.index(view.comparison) if view.comparison in names else 0,
        format_func=titles.__getitem__,
        key=f"comparison_chosen_{PAGE.turn()}",
        label_visibility="collapsed",
    )
    return view.comparison


def show_stored() -> None:
    """Show one of the comparisons that ship."""
    titles = stored_titles()
    if not titles:
        st.info(
            "No comparison ships with this installation. Make one here, or with `python -m mi_core compare`.",
            icon=":material/info:",
        )
        return
    show_comparison(shown_comparison(store.STORED / choose_stored(titles)))


def show_own(job_id: str) -> None:
    """Show a job of this workspace: its progress, then its comparison."""
    st.button(
        "All comparisons",
        icon=":material/arrow_back:",
        key="compare_back",
        on_click=show_job,
        args=("compare", None),
    )
    job = job_progress(job_id)
    if job is None:
        return
    if job.state == DONE:
        show_comparison(shown_comparison(job.folder))
    else:
        st.subheader(escaped(job.title), anchor=False)
        if job.active:
            st.caption("You may leave this page, reload it, or restart the workbench: the work goes on.")


def show_comparison(comparison: store.Comparison) -> None:
    """Show card, table, figures, and the way to a model of one's own."""
    with st.container(border=True):
        comparison_card(comparison)
        comparison_verdict(comparison)
        comparison_table(comparison)
    comparison_parts(comparison)
    use_this_model(comparison)


def choose_place() -> str:
    """Offer the comparisons that ship and the form of a new one."""
    return choose_one("View", [STORED, NEW], "compare_view", persist_state="session")


def page() -> None:
    """Show the job of the address, or the comparisons that ship, or the form of a new one."""
    with PAGE.in_address():
        st.title("Compare regressors", anchor=False)
        st.markdown(
            "The same rows, the same folds, the same features: which regressor errs least on what it has not seen, and is "
            "the difference more than luck?"
        )
        job_id, view = shown_job("compare"), PAGE.now()
        view.place = JOB if job_id is not None else choose_place()
        if job_id is not None:
            show_own(job_id)
        elif view.place == STORED:
            show_stored()
        else:
            comparison_form()
