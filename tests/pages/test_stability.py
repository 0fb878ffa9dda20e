"""The Stability page: crystals against the hull, and what a job made of them."""

from __future__ import annotations

import json

import pytest
import streamlit as st
from pymatgen.core import Lattice, Structure

from mi_core.energies.relaxation.job import KIND, crystals_text
from mi_core.jobs import records
from mi_core.jobs.home import new_job_id, new_workspace
from mi_core.jobs.job import DONE, Job
from mi_core.structures.material import Material

CRYSTALS = [
    Material("salt", "a", Structure(Lattice.cubic(4.3), ["Cs", "Cl"], [[0, 0, 0], [0.5, 0.5, 0.5]]), "CsCl"),
    Material("po", "b", Structure(Lattice.cubic(3.3), ["Po"], [[0, 0, 0]]), "Po"),
]


@pytest.fixture(autouse=True)
def own_home(monkeypatch, tmp_path):
    monkeypatch.setenv("MI_HOME", str(tmp_path / "home"))
    st.cache_resource.clear()


@pytest.fixture
def relaxed_job(tmp_path):
    """A job that is done, in a workspace of its own."""
    path = tmp_path / "crystals.json"
    path.write_text(crystals_text(CRYSTALS))
    params = {"crystals": str(path), "cell": True, "fmax": 0.1, "steps": 20}
    job = Job(
        new_job_id(), new_workspace(), KIND.name, "Relax 2 crystals", params, state=DONE, total=2, done=2
    )
    job.folder.mkdir(parents=True)
    results = [KIND.work(task, str(job.folder)) for task in KIND.tasks(params)]
    KIND.finish(params, json.loads(json.dumps(results)), str(job.folder))
    records.add(job)
    return job


def words(at) -> str:
    return " ".join(str(e.value) for e in [*at.markdown, *at.caption, *at.error, *at.warning, *at.info])


def test_an_empty_page_offers_ways_in(open_at):
    at = open_at("stability")
    assert "above the hull of all phases" in words(at)
    assert not at.dataframe


def test_a_crystal_is_set_against_the_hull(open_at):
    at = open_at("stability", crystal="SrTiO3")
    table = at.dataframe[0].value
    assert table["decomposition"].tolist() == ["SrTiO3, in its most stable form"]
    labels = {metric.label: metric.value for metric in at.metric}
    assert float(labels["Energy above hull"].split()[0]) < 0.06
    assert "may be stable" in words(at) or "not stable" in words(at)


def test_a_row_that_cannot_be_answered_says_why_beside_the_others(open_at):
    at = open_at("stability", crystal="CuNi")
    table = at.dataframe[0].value
    assert "partly occupied" in table["remarks"].iloc[0]
    assert any("partly occupied" in error.value for error in at.error)
    assert not at.metric


def test_relaxing_begins_a_job_with_the_settings(open_at, begun):
    at = open_at("stability", crystal="SrTiO3", part="relax")
    at.number_input[0].set_value(0.02)
    next(button for button in at.button if button.label == "Relax").click().run()
    assert not at.exception
    (job,) = begun
    assert job.params["fmax"] == pytest.approx(0.02)
    assert job.title == "Relax SrTiO3"
    assert len(KIND.tasks(job.params)) == 1


def test_what_a_job_found_is_shown_crystal_by_crystal(open_at, relaxed_job):
    at = open_at("stability", workspace=relaxed_job.workspace, job=relaxed_job.id)
    assert "1 of 2" in words(at) or "0 of 2" in words(at)
    assert {metric.label for metric in at.metric} >= {"Above the hull", "Volume", "Space group"}
    at.selectbox[0].set_value(1).run()
    assert not at.exception
    assert any("Po" in error.value for error in at.error)
