"""What a screening of double perovskites found: a query over its files for ranking, counts and elements."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from mi_core.prediction.words import COVERAGE, domain_text
from mi_core.screening.chemistry.elements import GROUPS
from mi_core.screening.double_perovskites import query
from mi_core.screening.double_perovskites.query import Conditions
from mi_core.screening.figures.maps import number_tables
from mi_core.screening.web.choices import choose_groups, choose_threshold
from mi_core.screening.web.domain import domain_switch, file_suffix, say_hidden, shown_rows
from mi_core.screening.web.element_maps import element_maps
from mi_core.screening.web.table import energy_column, interval_texts
from mi_core.screening.web.view import PAGE
from mi_core.web.components.downloads import frame_download
from mi_core.web.components.formulas import escaped, pretty_formula
from mi_core.web.jobs.files import job_files

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pandas as pd

    from mi_core.jobs.job import Job

LISTED = (100, 1_000, 10_000)
SITE_TITLES = {"a": "A", "b": "B or B′", "x": "X"}


@st.fragment
def doubles_result(job: Job) -> None:
    """Show counts, maps and the best-ranked of a finished job, by the conditions chosen."""
    folder, summary = job.folder / job.summary["folder"], job.summary
    st.subheader(f"{summary['rows']:,} double perovskites screened", anchor=False)
    st.warning(escaped(summary["doubt"]), icon=":material/warning:")
    wanted, top = _conditions()
    found = query.count(folder, wanted)
    _say_found(folder, wanted, found, summary["rows"])
    if found:
        _maps(folder, wanted, job.params)
        frame = query.best(folder, wanted, top=top)
        _table(frame)
        with st.container(horizontal=True, gap="small"):
            frame_download(
                frame.assign(view=shown_rows()),
                f"double-perovskites{file_suffix()}",
                key="doubles_csv",
                label=f"CSV · best {len(frame):,}",
            )
            job_files(job)
    PAGE.write()


def _say_found(folder: Path, wanted: Conditions, found: int, screened: int) -> None:
    """Say how many fulfil the conditions, and how many of these lie outside the domain."""
    everywhere, inside = (query.count(folder, replace(wanted, in_domain=flag)) for flag in (False, True))
    say_hidden(everywhere - inside)
    st.markdown(
        f"**{found:,}** of {screened:,} are predicted within {wanted.max_energy:.3f} eV/atom of the hull and fulfil the "
        "conditions."
    )
    if not found:
        st.warning(
            "None is left: raise the threshold or take a condition away.", icon=":material/filter_alt_off:"
        )


def _conditions() -> tuple[Conditions, int]:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        choose_threshold("Predicted decomposition energy at most (eV/atom)", "doubles", width=360)
        balanced = st.toggle("Charge balanced", value=True, key="doubles_balanced")
        domain_switch("doubles")
        avoid = choose_groups("doubles_avoid")
        top = st.selectbox("List", LISTED, format_func=lambda n: f"best {n:,}", key="doubles_top", width=140)
    out = {symbol for key in avoid for symbol in GROUPS[key].symbols}
    return Conditions(PAGE.now().threshold, PAGE.now().inside, balanced, exclude=tuple(sorted(out))), top


def _maps(folder: Path, wanted: Conditions, screened: Mapping[str, list[str]]) -> None:
    """Show the counts by element; `screened` are the elements that stood on each site, with or without a stable compound."""
    numbers = {
        title: dict.fromkeys(screened.get(site, ()), 0)
        | query.count_by_element(folder, site, wanted).to_dict()
        for site, title in SITE_TITLES.items()
    }
    element_maps(number_tables(numbers), key="doubles_maps")


def _table(frame: pd.DataFrame) -> None:
    shown = frame.assign(
        formula=[pretty_formula(formula) for formula in frame["formula"]],
        in_domain=[domain_text(flag) for flag in frame["in_domain"]],
        interval=interval_texts(frame),
    )
    column = st.column_config
    st.dataframe(
        shown,
        hide_index=True,
        height=388,
        column_order=["formula", "value", "interval", "in_domain", "charge_balanced"],
        column_config={
            "formula": column.TextColumn("Formula", pinned=True),
            "value": energy_column(),
            "interval": column.TextColumn(
                f"{COVERAGE} interval", alignment="right", help="Both ends, eV/atom"
            ),
            "in_domain": column.TextColumn("Domain"),
            "charge_balanced": column.CheckboxColumn("Charges balance"),
        },
    )
