"""Sections through the phase diagram around the explorer's alloy: predicted at once, or computed as a job."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import streamlit as st

from mi_core.alloys.figures.sections import FIELDS, section_figure
from mi_core.alloys.system import SYSTEM
from mi_core.alloys.thermodynamics.database.phase_names import phase_label
from mi_core.alloys.thermodynamics.results.section_job import read_section
from mi_core.alloys.thermodynamics.results.sections import LEAST_PREDICTED, corner, isopleth
from mi_core.alloys.web.cached import loaded_surrogate, own_file
from mi_core.alloys.web.units import moles, units
from mi_core.alloys.web.view import PAGE, TEMPERATURES
from mi_core.jobs import service
from mi_core.web.components.figure_downloads import figure_with_downloads
from mi_core.web.components.formulas import escaped
from mi_core.web.jobs.progress import job_progress
from mi_core.web.shell.workspace import show_job, workspace_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamlit.delta_generator import DeltaGenerator

    from mi_core.alloys.thermodynamics.database.database import ThermoDatabase
    from mi_core.alloys.thermodynamics.results.sections import Section

KIND = "alloy-section"
WIDEST_OF_ALL = 15.0  # wt%, unless the alloy has more
WIDEST = {"Cr": 1.0, "Ti": 0.5, "Zr": 0.5, "Fe": 2.5, "Mn": 2.0}  # wt%, others 10
PREDICTED_TEMPERATURES_K = tuple(map(float, range(300, 1001, 10)))
_JOB = "alloy_section_job"


def sections(shape: str, database: ThermoDatabase, *, with_surrogate: bool) -> None:
    """Choose a section, show it as predicted, and offer to compute it."""
    others = [symbol for symbol in database.elements if symbol != "Al"]
    if len(others) < (needed := 1 if shape == "isopleth" else 2):
        st.info(
            f"{escaped(database.name)} has too few elements beside Al for this section: "
            f"{needed} needed, {len(others)} there.",
            icon=":material/info:",
        )
        return
    wanted = _isopleth_choice(others) if shape == "isopleth" else _corner_choice(others)
    if with_surrogate:
        _predicted(wanted)
    _computed(wanted)


def _isopleth_choice(others: list[str]) -> dict[str, Any]:
    st.caption("One element is changed, all others stay as they are; the dashed line is the alloy.")
    first = max(
        (e for e in others if e in PAGE.now().alloy), key=lambda e: PAGE.now().alloy[e], default=others[0]
    )
    columns = st.columns([1, 2], gap="large")
    element, ends = _choose_axis(columns, "Element", others, first, ("section_element", "section_ends"))
    return _params("isopleth", [element], [ends], list(TEMPERATURES))


def _corner_choice(others: list[str]) -> dict[str, Any]:
    st.caption(
        "Two elements are changed at one temperature, all others stay as they are; the cross is the alloy."
    )
    alloy = PAGE.now().alloy
    by_content = sorted(alloy, key=lambda e: alloy[e], reverse=True)
    first, second, *_ = dict.fromkeys(e for e in [*by_content, *others] if e in others)
    columns = st.columns([1, 2, 1, 2], gap="medium")
    x, x_ends = _choose_axis(columns[:2], "Across", others, first, ("corner_x", "corner_x"))
    y, y_ends = _choose_axis(columns[2:], "Upwards", others, second, ("corner_y", "corner_y"))
    shown = units()
    low, high = (round(shown.shown(end) / 5) * 5.0 for end in TEMPERATURES)
    at = min(max(float(shown.shown(PAGE.now().temperature)), low), high)
    moved = st.slider(
        shown.axis(), low, high, at, 5.0, format="%g", key=f"corner_temperature_{shown.temperature}"
    )
    if moved != at:
        PAGE.now().temperature = float(shown.kelvins(moved))
    return _params("corner", [x, y], [x_ends, y_ends], [PAGE.now().temperature])


def _choose_axis(
    columns: Sequence[DeltaGenerator], label: str, others: list[str], first: str, keys: tuple[str, str]
) -> tuple[str, tuple[float, float]]:
    """Offer an element and the range of its content (wt%); `keys` begin the names of both widgets."""
    element = columns[0].selectbox(
        label,
        others,
        index=others.index(first),
        key=f"{keys[0]}_{'-'.join(others)}",
        persist_state="session",
    )
    ends = columns[1].slider(
        f"{element} (wt%)",
        0.0,
        max(WIDEST_OF_ALL, _range(element)[1]),
        _range(element),
        0.05,
        key=_ends_key(keys[1], element),
        persist_state="session",
    )
    return element, ends


def _ends_key(name: str, element: str) -> str:
    """Return the key of a range: another one, which begins anew, where the alloy has moved out of the range."""
    content, name = PAGE.now().alloy.get(element, 0.0), f"{name}_{element}"
    turn, before = st.session_state.get(name, (0, content))
    low, high = st.session_state.get(f"{name}_{turn}", _range(element))
    if content != before and not low <= content <= high:
        turn += 1
    st.session_state[name] = (turn, content)
    return f"{name}_{turn}"


def _range(element: str) -> tuple[float, float]:
    """Return where a section along an element ends at first: around twice what the alloy has, and not before the alloy."""
    most, content = WIDEST.get(element, 10.0), PAGE.now().alloy.get(element, 0.0)
    if content > most:
        most = math.ceil(content)
    return 0.0, float(min(max(2 * content, most / 4), most))


def _params(shape: str, elements: list[str], ends: list, temperatures: list[float]) -> dict[str, Any]:
    return {
        "shape": shape,
        "wt": dict(PAGE.now().alloy),
        "elements": elements,
        "ends": [[float(end) for end in pair] for pair in ends],
        "temperatures": [float(t) for t in temperatures],
    }


def _predicted(wanted: dict[str, Any]) -> None:
    model = loaded_surrogate()
    options: dict[str, Any] = {"predict": model.predict, "phases": model.phases, "least": LEAST_PREDICTED}
    wt, elements, ends = (wanted[name] for name in ("wt", "elements", "ends"))
    if wanted["shape"] == "isopleth":
        section = isopleth(wt, elements[0], ends[0], PREDICTED_TEMPERATURES_K, **options)
    else:
        section = corner(wt, elements, ends, wanted["temperatures"][0], **options)
    _show(section, wanted, "predicted by the surrogate", "predicted")
    st.caption(
        f"Fields leave out phases of less than {100 * LEAST_PREDICTED:g} mol%: the surrogate errs by about so much."
    )


def _computed(wanted: dict[str, Any]) -> None:
    """Offer to compute the section by the engine as a job, follow it, and show it."""
    if st.button("Compute this section with CALPHAD", icon=":material/play_arrow:", key="section_run"):
        with st.spinner("Starting …"):
            tdb = own_file()
            params = wanted | ({"tdb": str(tdb)} if tdb else {})
            started = service.submit(workspace_id(), KIND, params, _title(wanted))
        keep_section(started.id)
        show_job(SYSTEM.key, started.id)
    held = st.session_state.get(_JOB)
    if not held:
        return
    job = job_progress(held)
    if job is None:
        st.session_state.pop(_JOB, None)
    elif job.state == "done":
        section = read_section(job.folder / job.summary["file"])
        _show(section, job.params, "by CALPHAD", "computed")
        if failed := job.summary["failed"]:
            st.caption(f"{failed:,} of {job.summary['points']:,} points did not converge and stay empty.")


def keep_section(job_id: str) -> None:
    """Show the section of this job from now on."""
    st.session_state[_JOB] = job_id


def is_kept(job_id: str) -> bool:
    """Whether this session shows the section of this job."""
    return st.session_state.get(_JOB) == job_id


def _title(wanted: dict[str, Any]) -> str:
    if wanted["shape"] == "isopleth":
        return f"Isopleth along {wanted['elements'][0]}"
    return f"Aluminium corner {'–'.join(wanted['elements'])} at {units().text(wanted['temperatures'][0])}"


def _show(section: Section, wanted: dict[str, Any], by: str, name: str) -> None:
    tops = np.nan_to_num(section.fractions).reshape(-1, len(section.phases)).max(axis=0)
    there = [phase for phase, top in zip(section.phases, tops, strict=True) if top >= section.least]
    phase = st.selectbox(
        "Show",
        [FIELDS, *there],
        format_func=lambda phase: f"Amount of {phase_label(phase)} (mol%)" if phase else "Phase fields",
        key=f"section_phase_{name}_{wanted['shape']}",
        width=320,
        label_visibility="collapsed",
    )
    wt, elements = wanted["wt"], wanted["elements"]
    mark = (wt.get(elements[0], 0.0), wt.get(elements[-1], 0.0))
    figure = section_figure(section, phase=phase, title=f"{_title(wanted)}, {by}", mark=mark, units=moles())
    figure_with_downloads(figure, f"section-{name}", data=_table(section))


def _table(section: Section):
    """Return the section as a table that says what its columns are."""
    return section.frame().rename(columns={phase: f"{phase} (mole fraction)" for phase in section.phases})
