"""The Potentials page without a browser: learning one's own, and how far potentials can be trusted."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO

import numpy as np
import pytest
from copper_frames import copper_frames
from made_frames import as_text, spoilt
from made_frames import copper_frames as large_frames
from potential_pages import NAME, said

from mi_core.jobs import records
from mi_core.jobs.home import new_job_id, workspace_folder
from mi_core.jobs.job import DONE, FAILED, Job
from mi_core.jobs.uploads import keep_upload
from mi_core.potentials.store import own_potentials, potentials_of
from mi_core.potentials.web.jobs import LEARN


@pytest.fixture(scope="module")
def frames():
    return large_frames(20)


def upload(at, data, name="run.extxyz"):
    at.file_uploader[0].set_value([(name, data, "text/plain")]).run()
    assert not at.exception
    return at


def finished(open_at, workspace, *, state=DONE, error=""):
    """Open the page at a job that learned the workspace's potential, or came to another end."""
    path = keep_upload(workspace, "run.extxyz", as_text(copper_frames(25)).encode())
    params = {"frames": str(path), "kind": "ace", "name": NAME}
    job = Job(
        new_job_id(),
        workspace,
        LEARN,
        f"{NAME} · run.extxyz",
        params,
        state=state,
        done=1,
        total=1,
        error=error,
    )
    records.add(job)
    return open_at("potentials", workspace=workspace, job=job.id)


def test_frames_are_understood_and_a_job_begins(open_at, frames, begun):
    at = upload(open_at("potentials", part="learn"), as_text(frames).encode())
    words = said(at)
    assert "**20 frames** of **Cu**" in words
    assert "made (20)" in words
    assert len(at.get("plotly_chart")) == 2
    assert at.text_input[0].value == "run-ace"
    at.text_input[0].set_value("mine").run()
    at.button(key="learn_start").click().run()
    assert not at.exception
    assert [(job.kind, job.params["kind"], job.params["name"]) for job in begun] == [(LEARN, "ace", "mine")]
    assert "No cluster." in said(at)


def test_the_example_is_taken_at_a_click(open_at):
    at = open_at("potentials", part="learn")
    assert "not nature" in said(at)
    at.button(key="learn_example").click().run()
    assert not at.exception
    assert "**60 frames** of **Cu**" in said(at)


def test_odd_and_taken_names_begin_nothing(open_at, workspace, frames, begun):
    at = upload(open_at("potentials", part="learn", workspace=workspace), as_text(frames).encode())
    for name, words in ((NAME, "already"), ("../up", "named by letters")):
        at.text_input[0].set_value(name).run()
        at.button(key="learn_start").click().run()
        assert not at.exception
        assert words in at.error[0].value
    assert not begun


def without_forces(frames):
    text = StringIO(as_text(frames))
    return "".join(line.replace(":forces:R:3", ":other:R:3") if "Lattice" in line else line for line in text)


BAD = {
    "one frame": lambda frames: as_text(frames[:1]),
    "no forces": without_forces,
    "NaN energies": lambda frames: as_text([replace(one, energy=float("nan")) for one in frames]),
    "unknown element": lambda frames: as_text(frames).replace("Cu ", "Zz "),
    "hartree": lambda frames: as_text(spoilt(frames, energy=lambda frame: frame.energy / 27.211386)),
    "no frames": lambda _frames: "what is this",
    "nothing": lambda _frames: " ",
    "large": lambda _frames: "10000\n\n" + "Cu 0 0 0\n" * 10_000,
}


@pytest.mark.parametrize("kind", BAD)
def test_what_cannot_be_learned_from_is_a_sentence_and_begins_nothing(open_at, frames, kind):
    at = upload(open_at("potentials", part="learn"), BAD[kind](frames).encode())
    assert len(at.error) == 1
    assert at.error[0].value.endswith((".", ")"))
    assert not [one for one in at.button if one.label == "Learn it"]


def test_a_finished_job_shows_what_was_learned(open_at, workspace):
    at = finished(open_at, workspace)
    words = said(at)
    assert "mean absolute error" in words
    assert len(at.get("plotly_chart")) == 2
    groups = at.dataframe[0].value
    assert groups["group"].tolist() == ["rattled", "vacancy", "all"]
    assert np.isfinite(groups["rmse_mev"]).all()
    assert "Potential as zip" in [one.label for one in at.get("download_button")]
    at.button(key="learn_ask").click().run()
    assert not at.exception
    assert at.dataframe[0].value["id"][0] == "Cu face-centred cubic"


def test_failed_jobs_and_potentials_that_are_gone_are_sentences(open_at, workspace):
    at = finished(open_at, workspace, state=FAILED, error="The worker died.")
    assert "The worker died." in said(at)
    at = open_at("potentials", workspace=workspace, job=new_job_id())
    assert "This workspace has no such job" in said(at)


def test_own_potentials_are_listed_and_deleted(open_at, workspace):
    at = open_at("potentials", part="learn", workspace=workspace)
    assert f"**{NAME}**" in said(at)
    at.button(key=f"learn_deleted_{NAME}").click().run()
    assert not at.exception
    assert f"**{NAME}**" not in said(at)
    assert potentials_of(workspace_folder(workspace)) == ([], [])


def test_a_finished_job_whose_potential_was_deleted_says_so(open_at, workspace):
    at = open_at("potentials", part="learn", workspace=workspace)
    at.button(key=f"learn_deleted_{NAME}").click().run()
    at = finished(open_at, workspace)
    assert "no potential" in at.error[0].value


def test_trust_names_groups_flags_and_phases(open_at, workspace):
    at = open_at("potentials", part="trust", workspace=workspace)
    words = said(at)
    assert "Energies are worst for" in words
    assert "flags **" in words
    assert at.dataframe[1].value["id"].tolist()[:2] == ["Cu face-centred cubic", "Cu diamond"]


def test_a_potential_that_is_damaged_is_a_sentence(open_at, workspace):
    folder = own_potentials(workspace_folder(workspace)) / NAME
    (folder / "settings.json").write_text("{}", encoding="utf-8")
    at = open_at("potentials", workspace=workspace)
    assert "settings.json" in at.error[0].value
