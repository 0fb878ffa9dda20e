"""A barrier that a job found: its curve, its path, image by image."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from mi_core.files import file_name
from mi_core.potentials.barriers.job import CURVE, PATH
from mi_core.potentials.figures.barrier import barrier_figure
from mi_core.potentials.frames.frame import Frame
from mi_core.potentials.web.ask.atoms import frame_scene
from mi_core.potentials.web.job_frame import done_job
from mi_core.potentials.web.jobs import open_job
from mi_core.potentials.web.view import PAGE
from mi_core.web.components.figure_downloads import figure_with_downloads
from mi_core.web.components.formulas import escaped
from mi_core.web.crystals.viewer import crystal_viewer
from mi_core.web.shell.frame import errors_shown

if TYPE_CHECKING:
    from ase import Atoms

    from mi_core.jobs.job import Job


def barrier_of_job(job_id: str) -> None:
    """Show a job's progress, and then what it found."""
    job = done_job(job_id, "barrier_back", _back)
    if job is not None:
        with errors_shown():
            _found(job)


def _found(job: Job) -> None:
    curve = json.loads((job.folder / CURVE).read_text(encoding="utf-8"))
    forward, backward = (_value(job.summary, key) for key in ("forward", "backward"))
    st.markdown(
        f"Barrier **{forward}** forward, **{backward}** backward, on {escaped(job.params['potential'])}."
    )
    st.caption(
        "± is the interval of the difference between two energies of this cell: what the potential expects of the error of "
        "that difference, by the factor that has nine tenths of held-out energies in their intervals. It is calibrated on "
        "energies of frames, not on barriers, and holds nothing of what an image unlike those learned may miss."
    )
    _warnings(curve)
    title = job.params.get("title", "Barrier")
    table = pd.DataFrame({key: curve[key] for key in ("along", "energies", "bounds", "outside")})
    left, right = st.columns(2, gap="medium")
    with left:
        figure_with_downloads(
            barrier_figure(curve, title="Energy along the path"), file_name(f"barrier-{title}"), data=table
        )
        st.download_button(
            "Path as extended XYZ",
            (job.folder / PATH).read_bytes(),
            f"{file_name(f'barrier-{title}')}.extxyz",
            icon=":material/download:",
            key="barrier_path",
            type="tertiary",
        )
    with right:
        _images(job, title)


def _value(summary: dict, key: str) -> str:
    """Return a barrier and its interval; of a job from before intervals the barrier alone."""
    bound = summary.get(f"{key}_bound_ev")
    return f"{summary[f'{key}_ev']:.3f}{'' if bound is None else f' ± {bound:.3f}'} eV"


def _warnings(curve: dict) -> None:
    if not curve["converged"]:
        st.warning(
            f"After {curve['steps']} steps forces across the path are still above 0.05 eV/Å: the barrier may be lower. Take "
            "ends that are nearer to each other.",
            icon=":material/warning:",
        )
    if any(curve["outside"]):
        st.warning(
            f"{sum(curve['outside'])} of {len(curve['outside'])} images are unlike all that the potential learned: the "
            "barrier is a guess.",
            icon=":material/warning:",
        )


@st.fragment
def _images(job: Job, title: str) -> None:
    """Show one image of the path; a fragment, so that the slider redraws this alone."""
    from ase.io import read

    images: list[Atoms] = read(job.folder / PATH, index=":", format="extxyz")  # type: ignore[assignment] # a list, of ":"
    number = st.slider(
        "Image of the path", 1, len(images), (len(images) + 1) // 2, key=f"barrier_image_{job.id}"
    )
    scene = frame_scene(Frame(title, images[number - 1]))
    crystal_viewer(scene, key="barrier_viewer", name=f"image-{number}", height=430)


def _back(_job: Job | None) -> None:
    open_job(None)
    PAGE.next_turn()
