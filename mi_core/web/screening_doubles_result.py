"""What a screening of double perovskites found: a query over its files for ranking, counts and elements."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.prediction.words import COVERAGE, domain_text
from mi_core.screening.elements import GROUPS
from mi_core.web.downloads import frame_download
from mi_core.web.element_maps import element_maps
from mi_core.web.formulas import plain, pretty_formula
from mi_core.web.job_files import job_files
from mi_core.web.screening_view import THRESHOLDS, turn, view

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from mi_core.jobs.job import Job
    from mi_core.screening.query import Conditions

LISTED = (100, 1_000, 10_000)
SHOWN = {"a": "A", "b": "B or B′", "x": "X"}


@st.fragment
def doubles_result(job: Job) -> None:
    """Show counts, maps and the best-ranked of a finished job, by the conditions chosen."""
    from mi_core.screening import query

    folder, summary = job.folder / job.summary["folder"], job.summary
    st.subheader(f"{summary['rows']:,} double perovskites screened", anchor=False)
    st.warning(plain(summary["doubt"]), icon=":material/warning:")
    wanted, top = _conditions()
    found = query.count(folder, wanted)
    st.markdown(
        f"**{found:,}** of {summary['rows']:,} are predicted within {wanted.max_energy:.3f} eV/atom of the hull and "
        "fulfil the conditions."
    )
    if not found:
        st.warning(
            "None is left: raise the threshold or take a condition away.", icon=":material/filter_alt_off:"
        )
    else:
        _maps(folder, wanted)
        frame = query.best(folder, wanted, top=top)
        _table(frame)
        with st.container(horizontal=True, gap="small"):
            frame_download(frame, "double-perovskites", key="doubles_csv", label=f"CSV · best {len(frame):,}")
            job_files(job)


def _conditions() -> tuple[Conditions, int]:
    from mi_core.screening.query import Conditions

    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        view().threshold = st.slider(
            "Predicted energy above hull at most (eV/atom)",
            *THRESHOLDS,
            value=view().threshold,
            step=0.005,
            format="%.3f",
            key=f"doubles_threshold_{turn()}",
            width=360,
        )
        balanced = st.toggle("Charge balanced", value=True, key="doubles_balanced")
        inside = st.toggle("Inside the training domain", key="doubles_inside")
        avoid = st.pills(
            "Leave out elements that are",
            list(GROUPS),
            format_func=lambda key: GROUPS[key].title,
            selection_mode="multi",
            key="doubles_avoid",
        )
        top = st.selectbox("List", LISTED, format_func=lambda n: f"best {n:,}", key="doubles_top", width=140)
    out = {symbol for key in avoid for symbol in GROUPS[key].symbols}
    return Conditions(view().threshold, inside, balanced, exclude=tuple(sorted(out))), top


def _maps(folder: Path, wanted: Conditions) -> None:
    from mi_core.figures.screening_maps import number_tables
    from mi_core.screening.query import count_by_element

    numbers = {title: count_by_element(folder, site, wanted).to_dict() for site, title in SHOWN.items()}
    element_maps(number_tables(numbers), key="doubles_maps")


def _table(frame: pd.DataFrame) -> None:
    shown = frame.assign(
        formula=[pretty_formula(formula) for formula in frame["formula"]],
        in_domain=[domain_text(flag) for flag in frame["in_domain"]],
    )
    column = st.column_config
    st.dataframe(
        shown,
        hide_index=True,
        height=388,
        column_order=["formula", "value", "lower", "upper", "in_domain", "charge_balanced"],
        column_config={
            "formula": column.TextColumn("Formula", pinned=True),
            "value": column.NumberColumn("Above hull (eV/atom)", format="%.3f"),
            "lower": column.NumberColumn("From", format="%.3f", help=f"Lower end of the {COVERAGE} interval"),
            "upper": column.NumberColumn("To", format="%.3f", help=f"Upper end of the {COVERAGE} interval"),
            "in_domain": column.TextColumn("Domain"),
            "charge_balanced": column.CheckboxColumn("Charges balance"),
        },
    )
