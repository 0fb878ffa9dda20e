"""The workspace's own potentials and the jobs that learn them, listed: opened, asked, taken away, deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.errors import InputError
from mi_core.figures.measures import three_digits
from mi_core.files import file_name
from mi_core.jobs.job import DONE
from mi_core.potentials.own import delete_potential, folder_of
from mi_core.potentials.web.choice import folder_of_workspace, go_to, own_cards
from mi_core.potentials.web.jobs import jobs_so_far, open_job
from mi_core.web.components.downloads import file_button
from mi_core.web.components.formulas import escaped
from mi_core.web.jobs.files import packed
from mi_core.web.jobs.progress import local_time

if TYPE_CHECKING:
    from pathlib import Path

    from mi_core.pretrained.card import ModelCard

MOST_JOBS = 8


def own_listed() -> None:
    """List potentials, then the jobs that have not come to one."""
    cards, folder = own_cards(), folder_of_workspace()
    if cards and folder is not None:
        st.subheader("Your potentials", anchor=False)
        for card in cards:
            _potential(card, folder)
    names = {card.name for card in cards}
    jobs = [job for job in jobs_so_far() if job.state != DONE or job.params["name"] in names]
    if jobs:
        st.subheader("Jobs so far", anchor=False)
    for job in jobs[:MOST_JOBS]:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.button("Open", key=f"learn_open_{job.id}", on_click=open_job, args=(job.id,))
            st.markdown(
                f"**{escaped(job.title)}** · {local_time(job.created)} · {job.state}", width="content"
            )
    if len(jobs) > MOST_JOBS:
        st.caption("Older ones are on the Jobs page.")


def zip_button(name: str, workspace: Path) -> None:
    """Offer the folder of a potential as a zip."""
    folder = folder_of(name, workspace)
    file_button(
        "Potential as zip", file_name(name), "zip", "application/zip",
        lambda: packed(folder.parent, sorted(path for path in folder.rglob("*") if path.is_file())),
        key=f"learn_zip_{name}",
        help="Card, arrays, settings and held-out answers; unpacked, `potential evaluate` takes the folder. Nothing in it "
        "is executed when it is read.",
    )  # fmt: skip


def _potential(card: ModelCard, workspace: Path) -> None:
    errors = " · ".join(
        f"{title} {three_digits(scale * card.targets[key]['metrics']['mae'])} {unit}"  # type: ignore[operator] # of a number
        for key, title, scale, unit in (
            ("energy", "energy", 1000, "meV/atom"),
            ("force", "forces", 1, "eV/Å"),
        )
    )
    with st.container(border=True, key=f"learn_own_{card.name}"):
        st.markdown(f"**{escaped(card.name)}** · {escaped(card.title)}")
        st.caption(
            f"Mean absolute errors on held-out frames: {errors}. Learned from {escaped(card.dataset['name'])}."
        )
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.button(
                "Ask it",
                icon=":material/play_arrow:",
                key=f"learn_ask_{card.name}",
                on_click=go_to,
                args=("ask", card.name),
            )
            st.button(
                "How good it is",
                icon=":material/insights:",
                key=f"learn_trust_{card.name}",
                on_click=go_to,
                args=("trust", card.name),
            )
            zip_button(card.name, workspace)
            with st.popover("Delete", icon=":material/delete:", key=f"learn_delete_{card.name}"):
                st.markdown("The potential is removed for good.")
                st.button(
                    "Delete this potential", key=f"learn_deleted_{card.name}", type="primary", on_click=_delete,
                    args=(card.name, workspace),
                )  # fmt: skip


def _delete(name: str, workspace: Path) -> None:
    try:
        delete_potential(name, workspace)
    except InputError as problem:
        st.toast(escaped(str(problem)), icon=":material/error:")
