"""Compare: which regressor predicts best on which data, by how much, and whether that is more than luck."""

from __future__ import annotations

import streamlit as st

from mi_core.comparison.web.form import comparison_form
from mi_core.comparison.web.shown import shown_comparison, stored_folder, stored_titles
from mi_core.comparison.web.view import comparison_view
from mi_core.jobs.job import DONE
from mi_core.web.components.formulas import plain
from mi_core.web.jobs.progress import job_progress
from mi_core.web.shell.address import is_arrival, own_parameters, write_parameters
from mi_core.web.shell.workspace import show_job, shown_job

PAGE = "compare"
STORED, NEW = "Comparisons that ship", "New comparison"


def choose_stored(titles: dict[str, str]) -> str:
    """Offer the comparisons that ship; the address says which."""
    asked = own_parameters().get("comparison")
    if is_arrival("comparison") and asked in titles:
        st.session_state["comparison_chosen"] = asked
    return st.selectbox(
        "Comparison",
        list(titles),
        format_func=titles.get,
        key="comparison_chosen",
        label_visibility="collapsed",
        persist_state="session",
    )


def show_stored() -> None:
    """Show one of the comparisons that ship."""
    titles = stored_titles()
    if not titles:
        st.info(
            "No comparison ships with this installation. Make one here, or with `python -m mi_core compare`.",
            icon=":material/info:",
        )
        return
    name = choose_stored(titles)
    comparison_view(shown_comparison(stored_folder(name)))
    address(comparison=name)


def show_own(job_id: str) -> None:
    """Show a job of this workspace: its progress, then its comparison."""
    st.button(
        "All comparisons",
        icon=":material/arrow_back:",
        key="compare_back",
        on_click=show_job,
        args=(PAGE, None),
    )
    job = job_progress(job_id)
    if job is None:
        return
    if job.state == DONE:
        comparison_view(shown_comparison(job.folder))
    else:
        st.subheader(plain(job.title), anchor=False)
        if job.active:
            st.caption("You may leave this page, reload it, or restart the workbench: the work goes on.")
    address()


def address(**parameters: str) -> None:
    """Write what is shown into the address, with the part of it that is open."""
    part = own_parameters().get("part")
    write_parameters(parameters | ({"part": part} if part else {}))


def page() -> None:
    """Show the job of the address, or the comparisons that ship, or the form of a new one."""
    st.title("Compare regressors", anchor=False)
    st.markdown(
        "The same rows, the same folds, the same features: which regressor errs least on what it has not seen, and is the "
        "difference more than luck?"
    )
    job_id = shown_job(PAGE)
    if job_id is not None:
        show_own(job_id)
        return
    part = st.segmented_control(
        "View",
        [STORED, NEW],
        default=STORED,
        required=True,
        key="compare_view",
        label_visibility="collapsed",
        persist_state="session",
    )
    if part == STORED:
        show_stored()
    else:
        write_parameters({})
        comparison_form()
