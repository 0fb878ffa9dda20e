"""What a job found: the verdict, what it rests on, and the model that was kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.molecules.figures.held_out import held_out_figure
from mi_core.molecules.figures.learning import learning_figure
from mi_core.molecules.figures.method_errors import method_errors_figure
from mi_core.molecules.own_words import COMPARED, headline, protocol
from mi_core.molecules.transfer.verdict import HARMS, HELPS
from mi_core.molecules.web.own.cached import study
from mi_core.molecules.web.own.candidates import candidates
from mi_core.molecules.web.own.counted import odd_rows, say_leaks
from mi_core.molecules.web.own.downloads import downloads
from mi_core.molecules.web.own.supports import affinities_shown
from mi_core.web.components.figure_downloads import figure_with_downloads
from mi_core.web.components.formulas import escaped
from mi_core.web.components.segmented_choice import segmented_choice
from mi_core.web.shell.frame import errors_shown

if TYPE_CHECKING:
    from mi_core.jobs.job import Job
    from mi_core.molecules.own_study import OwnStudy

LOOKS = {
    HELPS: (st.success, ":material/thumb_up:"),
    HARMS: (st.error, ":material/thumb_down:"),
}
UNDECIDED = (st.warning, ":material/balance:")
PARTS = {
    "errors": "Errors",
    "held_out": "Predicted while held out",
    "learning": "More measurements",
    "supports": "Support tasks",
    "table": "Your table",
}


def results(job: Job) -> None:
    """Show the study of a finished job."""
    found = study(job.folder)
    with st.container(border=True):
        _verdict(found)
        downloads(found, job)
    _parts(found, job.id)
    with errors_shown(), st.container(border=True):
        candidates(found, job)


def _verdict(found: OwnStudy) -> None:
    show, icon = LOOKS.get(found.verdict["kind"], UNDECIDED)
    show(f"**{headline(found)}**  \n{escaped(found.verdict['sentence'])}", icon=icon)
    st.caption(escaped(protocol(found)))


@st.fragment
def _parts(found: OwnStudy, key: str) -> None:
    """Offer what the verdict rests on, and show the chosen part."""
    part = segmented_choice("Part", PARTS, "errors", key=f"own_part_{key}", named=False)
    with errors_shown():
        _SHOW[part](found)


def _errors(found: OwnStudy) -> None:
    measure, splits = found.verdict["measure"], found.split_errors()
    figure = method_errors_figure(found.methods, splits, measure)
    figure_with_downloads(figure, f"{found.target}-errors", data=splits)
    st.caption(COMPARED)


def _held_out(found: OwnStudy) -> None:
    rows = found.held_out
    figure_with_downloads(
        held_out_figure(rows, found.target, found.found["classes"]), f"{found.target}-held-out", data=rows
    )


def _learning(found: OwnStudy) -> None:
    st.markdown(f"**{escaped(found.curve['sentence'])}**")
    figure = learning_figure(found.curve, found.found["molecules"])
    figure_with_downloads(figure, f"{found.target}-learning")
    st.caption(
        "The curve ends at four fifths of your labels, the rest is for testing; beyond it stands a power law, and its "
        "interval is what resampled splits agree on. New kinds of molecules may break it."
    )


def _supports(found: OwnStudy) -> None:
    affinities_shown(found.affinities, f"{found.target}-affinities")


def _table(found: OwnStudy) -> None:
    st.markdown(
        f"**{found.found['molecules']:,}** molecules of **{found.found['rows']:,}** rows. "
        + " ".join(map(escaped, found.found["remarks"]))
    )
    refused = [(one["id"], one["reason"]) for one in found.found["refused"]]
    odd_rows(refused, found.found["duplicates"], key="own_found")
    leaks = found.found["leaks"]
    say_leaks(leaks["sentences"], serious=bool(leaks["same"] or leaks["suspected"]))


_SHOW = {
    "errors": _errors,
    "held_out": _held_out,
    "learning": _learning,
    "supports": _supports,
    "table": _table,
}
