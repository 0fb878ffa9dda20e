"""The Potentials page without a browser: barriers."""

from __future__ import annotations

from io import StringIO

from ase.io import write
from potential_pages import NAME, said

from mi_core.jobs import records
from mi_core.jobs.home import new_job_id, workspace_folder
from mi_core.jobs.job import DONE, Job
from mi_core.potentials.barriers.example import vacancy_hop
from mi_core.potentials.barriers.job import KIND
from mi_core.potentials.web.jobs import BARRIER


def test_the_example_is_a_hop_and_a_job_begins(open_at, workspace, begun):
    at = open_at("potentials", part="barrier", workspace=workspace)
    assert "of which **1** move by more than 0.5 Å" in said(at)
    at.button(key="barrier_start").click().run()
    assert not at.exception
    assert [(job.kind, job.params["potential"]) for job in begun] == [(BARRIER, NAME)]
    assert KIND.tasks(begun[0].params)
    assert "No cluster." in said(at)


def test_ends_that_do_not_fit_are_told(open_at, workspace):
    first, second = (frame.atoms for frame in vacancy_hop("Cu"))
    del second[0]
    text = StringIO()
    write(text, [first, second], format="extxyz")
    at = open_at("potentials", part="barrier", between="file", workspace=workspace)
    at.file_uploader[0].set_value([("ends.extxyz", text.getvalue().encode(), "text/plain")]).run()
    assert not at.exception
    assert "needs the same atoms at both ends" in said(at)


def test_what_a_job_found_is_shown(open_at, workspace):
    ends = workspace_folder(workspace) / "ends.extxyz"
    write(ends, [frame.atoms for frame in vacancy_hop("Cu")], format="extxyz")
    params = {"ends": str(ends), "potential": NAME, "title": "A hop"}
    job = Job(new_job_id(), workspace, BARRIER, "A hop", params, state=DONE, done=1, total=1)
    job.folder.mkdir(parents=True)
    found = KIND.finish(
        params, [KIND.work(task, str(job.folder)) for task in KIND.tasks(params)], str(job.folder)
    )
    job = Job(job.id, workspace, BARRIER, "A hop", params, state=DONE, done=1, total=1, summary=found)
    records.add(job)
    at = open_at("potentials", workspace=workspace, job=job.id)
    assert not at.exception
    forward = f"{found['forward_ev']:.3f} ± {found['forward_bound_ev']:.3f} eV"
    assert f"Barrier **{forward}** forward" in said(at)
    assert "not on barriers" in said(at)
    assert len(at.get("plotly_chart")) == 1
    assert at.slider[0].max == 9
    at.slider[0].set_value(1).run()
    assert not at.exception
    next(one for one in at.button if one.label == "Back").click().run()
    assert at.button(key="barrier_start")
