"""What a job made of its crystals: their courses while it runs, and then each of them before and after."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from mi_core.energies.figures.course import course_figure
from mi_core.energies.relaxation.job import TABLE, course_file, ends_of, read_crystals
from mi_core.energies.web.jobs import open_job
from mi_core.files import file_name
from mi_core.jobs.job import DONE
from mi_core.structures.material import Material
from mi_core.web.components.downloads import frame_download
from mi_core.web.components.figure_downloads import figure_with_downloads
from mi_core.web.components.formulas import escaped, pretty_formula, pretty_space_group
from mi_core.web.crystals import cached, session
from mi_core.web.crystals.viewer import crystal_viewer
from mi_core.web.jobs.progress import job_progress
from mi_core.web.shell.frame import errors_shown

if TYPE_CHECKING:
    from pymatgen.core import Structure

    from mi_core.jobs.job import Job

COURSE = ("energy", "force", "pressure", "volume")
EVERY_S = 2.0


def relaxed_of_job(job_id: str) -> None:
    """Show a way back, a job's progress with its courses, and then what it found."""
    st.button("Back", icon=":material/arrow_back:", key="relax_back", on_click=open_job, args=(None,))
    job = job_progress(job_id)
    if job is None:
        return
    if job.active:
        st.caption("You may leave this page, reload it, or restart the workbench: the work goes on.")
        st.fragment(_courses, run_every=EVERY_S)(job)
    elif job.state == DONE:
        with errors_shown():
            _found(job)


def _courses(job: Job) -> None:
    """Show the course of the crystal that is relaxed now."""
    written = sorted(job.folder.glob("course-*.json"), key=lambda path: path.stat().st_mtime)
    if not written:
        return
    number = int(written[-1].stem.partition("-")[2])
    material = read_crystals(Path(job.params["crystals"]))[number]
    course = _course(job.folder, number)
    if len(course) and material.structure is not None:
        st.markdown(f"**{escaped(material.id)}**, step {len(course) - 1}")
        st.plotly_chart(
            course_figure(course, job.params.get("fmax", 0.05), len(material.structure)),
            key=f"course_{job.id}",
        )


def _course(folder: Path, number: int) -> pd.DataFrame:
    path = course_file(folder, number)
    rows = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []
    return pd.DataFrame(rows, columns=list(COURSE))


def _found(job: Job) -> None:
    table = pd.read_csv(job.folder / TABLE, keep_default_na=False, na_values=[""]).fillna(
        {"error": "", "remark": ""}
    )
    starts, ends = read_crystals(Path(job.params["crystals"])), ends_of(job.folder)
    at_rest = int((table["converged"] == True).sum())  # noqa: E712 - a column of bools and gaps
    st.markdown(f"**{at_rest} of {len(table)}** crystals came to rest.")
    st.dataframe(
        table,
        hide_index=True,
        height=min(38 + 35 * len(table), 280),
        column_config=_columns(),
        placeholder="–",
    )
    with st.container(horizontal=True):
        frame_download(table, "relaxed", key=f"relaxed_csv_{job.id}", label="Table as CSV")
        kept = [
            Material(f"{start.id} relaxed", "relaxed on SevenNet-0", end, start.formula)
            for start, end in zip(starts, ends, strict=True)
            if end is not None
        ]
        if kept and st.button("Add to your crystals", icon=":material/add:", key=f"relaxed_add_{job.id}"):
            session.add_materials(kept)
            st.toast(f"{len(kept)} relaxed crystals are among yours now.")
    names = [start.id for start in starts]
    number = st.selectbox(
        "Look at", range(len(names)), format_func=names.__getitem__, key=f"relaxed_look_{job.id}"
    )
    _one(job, number, starts[number], ends[number], table.iloc[number])


def _one(job: Job, number: int, start: Material, end: Structure | None, row: pd.Series) -> None:
    """Show one crystal before and after, and its course."""
    st.header(pretty_formula(start.formula) or escaped(start.id), anchor=False)
    if end is None or start.structure is None:
        st.error(escaped(row["error"]), icon=":material/error:")
        return
    if row["remark"]:
        st.warning(escaped(row["remark"]), icon=":material/warning:")
    if str(row["in_domain"]) == "False":
        st.warning(
            "At rest it is unlike the crystals that the reference energies were fitted to: its interval may not hold.",
            icon=":material/travel_explore:",
        )
    figures = st.columns(4)
    figures[0].metric("Above the hull", f"{row['e_above_hull_ev_per_atom']:.3f} eV/atom")
    figures[1].metric("Volume", f"{row['volume_change']:+.2%}")
    figures[2].metric("Farthest move of an atom", f"{row['displacement_a']:.2f} Å")
    figures[3].metric(
        "Space group",
        pretty_space_group(str(row["space_group_after"])),
        delta=_group_change(row),
        delta_color="off",
    )
    before, after = st.columns(2, gap="medium")
    for column, words, structure in ((before, "Before", start.structure), (after, "After", end)):
        with column:
            st.subheader(words, anchor=False)
            scene = cached.scene(
                structure, bonds=False, polyhedra=False, supercell=(1, 1, 1), hidden_elements=()
            )
            crystal_viewer(
                scene, key=f"relaxed_{words}_{job.id}", name=file_name(f"{start.id}-{words}"), height=340
            )
            a, b, c = structure.lattice.abc
            st.caption(
                f"a {a:.3f}, b {b:.3f}, c {c:.3f} Å; {', '.join(f'{x:.2f}°' for x in structure.lattice.angles)}"
            )
    course = _course(job.folder, number)
    figure_with_downloads(
        course_figure(course, job.params.get("fmax", 0.05), len(end)), f"course-{start.id}", data=course
    )


def _group_change(row: pd.Series) -> str | None:
    before, after = str(row["space_group_before"]), str(row["space_group_after"])
    return f"was {before}" if before != after else None


def _columns() -> dict:
    column = st.column_config
    return {
        "id": column.TextColumn("Id", width="medium"),
        "formula": column.TextColumn("Formula"),
        "converged": column.CheckboxColumn("At rest"),
        "steps": column.NumberColumn("Steps", format="%d"),
        "energy_ev_per_atom": column.NumberColumn("Energy of the potential (eV/atom)", format="%.4f"),
        "e_form_ev_per_atom": column.NumberColumn("Formation energy (eV/atom)", format="%.3f"),
        "e_above_hull_ev_per_atom": column.NumberColumn("Above the hull (eV/atom)", format="%.3f"),
        "decomposition": column.TextColumn("Decomposition", width="large"),
        "volume_change": column.NumberColumn("Volume change", format="percent"),
        "displacement_a": column.NumberColumn("Farthest move (Å)", format="%.2f"),
        "space_group_before": column.TextColumn("Group before"),
        "space_group_after": column.TextColumn("Group after"),
        "in_domain": column.CheckboxColumn(
            "Like those learned",
            help="Whether the crystal at rest is like those that the references were fitted to.",
        ),
        "remark": column.TextColumn("Remark", width="large"),
        "error": column.TextColumn("Error", width="large"),
    }
