"""The part as a whole: two arrangements to choose, or the barrier that a job found between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.errors import InputError
from mi_core.potentials.web.ask.sources import dropped_file
from mi_core.potentials.web.barrier.found import barrier_of_job
from mi_core.potentials.web.cached import frames_to_ask, hop
from mi_core.potentials.web.choice import choose_potential
from mi_core.potentials.web.jobs import BARRIER, job_of_kind, start_barrier
from mi_core.potentials.web.view import BETWEEN, PAGE
from mi_core.web.components.segmented_choice import segmented_choice
from mi_core.web.shell.frame import errors_shown

if TYPE_CHECKING:
    from mi_core.potentials.frames.frame import Frame
    from mi_core.potentials.learned import LearnedPotential


def barrier_part() -> None:
    """Show the job of the address, else the choices."""
    job_id = job_of_kind(BARRIER)
    if job_id is not None:
        barrier_of_job(job_id)
        return
    learned = choose_potential("barrier")
    if learned is None:
        return
    view = PAGE.now()
    view.between = segmented_choice(
        "Between", BETWEEN, view.between, key=f"potentials_between_{PAGE.turn()}", named=False
    )
    with errors_shown():
        frames = hop(learned.potential.elements[0]) if view.between == "example" else _of_file()
        if frames:
            _ends(learned, frames)


def _of_file() -> list[Frame]:
    path = dropped_file("barrier")
    if path is None:
        st.caption(
            "Extended XYZ with both arrangements, such as two frames of one run: the same atoms in the same cell; equal "
            "atoms need not have the same numbers."
        )
        return []
    frames = frames_to_ask(path).frames
    if len(frames) < 2:
        raise InputError(
            f"A barrier lies between two frames; {path.name} holds {len(frames)} that can be used. Bring two."
        )
    return frames


def _ends(learned: LearnedPotential, frames: list[Frame]) -> None:
    """Choose two frames, and start."""
    from mi_core.potentials.barriers.ends import check_ends, matched

    names = [frame.id for frame in frames]
    key = f"{PAGE.turn()}_{abs(hash(tuple(names)))}"
    left, right = st.columns(2, gap="medium")
    first = left.selectbox(
        "From", range(len(names)), format_func=names.__getitem__, key=f"barrier_from_{key}"
    )
    second = right.selectbox(
        "To", range(len(names)), index=len(names) - 1, format_func=names.__getitem__, key=f"barrier_to_{key}"
    )
    ends = frames[first].atoms, frames[second].atoms
    check_ends(*ends)
    moved = ((matched(*ends).positions - ends[0].positions) ** 2).sum(axis=1) ** 0.5
    st.markdown(
        f"{len(moved)} atoms, of which **{int((moved > 0.5).sum())}** move by more than 0.5 Å, the farthest by "
        f"**{moved.max():.2f} Å**."
    )
    if st.button("Find the barrier", type="primary", icon=":material/landscape:", key="barrier_start"):
        start_barrier(learned.name, ends, f"{names[first]} to {names[second]}")
    st.caption(
        "Both ends are relaxed with the potential; then a climbing-image nudged elastic band of seven images finds the path "
        "of least energy between them, as a job of seconds to two minutes."
    )
