"""A task of one's own on the Molecules page: from a table to supports, a job, its verdict, and candidates."""

from __future__ import annotations

import shutil
from types import SimpleNamespace

import pytest
import streamlit as st
from own_molecules import stub_encoders
from own_studies import CLASSES, as_csv, make_quick, written

from mi_core.jobs import records, service
from mi_core.jobs.home import job_folder, new_job_id, new_workspace
from mi_core.jobs.job import DONE, FAILED, Job
from mi_core.jobs.uploads import keep_upload
from mi_core.molecules.encoders import store
from mi_core.molecules.transfer import leaks
from mi_core.molecules.transfer.exact.job import FILE, affinities_of
from mi_core.molecules.web.own import candidates
from mi_core.molecules.web.own.job import EXACT, KIND


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("studies")
    written(folder / "numbers")
    written(folder / "classes", classes=CLASSES, noise=True)
    return folder


@pytest.fixture(autouse=True)
def with_stubs(monkeypatch, tmp_path):
    monkeypatch.setenv("MI_HOME", str(tmp_path))
    make_quick(monkeypatch)
    monkeypatch.setattr(store, "load_encoders", stub_encoders)
    monkeypatch.setattr(leaks, "tasks_table", lambda: None)
    st.cache_resource.clear()
    st.cache_data.clear()


@pytest.fixture
def part(open_at):
    return open_at("molecules", part="own")


def button(at, label):
    return next(one for one in at.button if one.label == label)


def said(at) -> str:
    boxes = (at.markdown, at.caption, at.info, at.warning, at.success, at.error, at.subheader)
    return "\n".join(str(element.value) for box in boxes for element in box)


def paste(at, text):
    at.text_area[0].set_value(text)
    button(at, "Read").click().run()
    assert not at.exception
    return at


def finished(folder, open_at, tmp_path, *, kind=KIND, summary=None, state=DONE, error=""):
    """Open the page at a job of a workspace whose folder holds a study, or what a job of another kind found."""
    workspace, job_id = new_workspace(), new_job_id()
    table = keep_upload(workspace, "mine.csv", as_csv().encode())
    job = Job(job_id, workspace, kind, "mine · mine.csv", {"table": str(table), "target": "mine"}, state=state,
              done=5, total=5, summary=summary or {}, error=error)  # fmt: skip
    if folder is not None:
        shutil.copytree(folder, job_folder(workspace, job_id))
    records.add(job)
    return open_at("molecules", workspace=workspace, job=job_id)


def test_the_empty_part_offers_three_ways_in(part):
    assert button(part, "Take the example")
    assert len(part.file_uploader) == len(part.text_area) == 1
    assert not part.selectbox


def test_the_example_is_read_and_counted(part):
    button(part, "Take the example").click().run()
    assert not part.exception
    words = said(part)
    assert "**62** molecules" in words
    assert "**1** of 64 rows refused" in words
    assert "computed_log_s" in part.query_params["column"]
    assert part.dataframe[0].value["row"].tolist() == ["polyethylene glycol"]


def test_supports_are_proposed_and_stay(part):
    paste(part, as_csv())
    assert "**40** molecules" in said(part)
    assert "**1** in several rows" in said(part)
    button(part, "Propose support tasks").click().run()
    assert not part.exception
    assert "**Proposed: Solubility in water" in said(part)
    part.run()
    assert "**Proposed: Solubility in water" in said(part)


def test_pairs_are_trained_as_a_job_once_supports_are_proposed(part, monkeypatch):
    begun = []

    def submit(workspace, kind, params, title):
        job = Job(new_job_id(), workspace, kind, title, params, state=FAILED, error="No cluster.", total=24)
        records.add(job)
        begun.append(job)
        return job

    monkeypatch.setattr(service, "submit", submit)
    paste(part, as_csv())
    button(part, "Propose support tasks").click().run()
    button(part, "Train in pairs").click().run()
    assert not part.exception
    assert [job.kind for job in begun] == [EXACT]
    assert begun[0].params["target"] == "mine"


def test_what_pairs_found_is_shown(open_at, tmp_path):
    (tmp_path / "found").mkdir()
    results = [
        {"seed": seed, "losses": {"": 0.5, "esol_log_s": 0.3 + 0.01 * seed, "hiv": 0.6 + 0.01 * seed}}
        for seed in (0, 1)
    ]
    affinities_of(results).to_parquet(tmp_path / "found" / FILE, index=False)
    at = finished(tmp_path / "found", open_at, tmp_path, kind=EXACT)
    assert not at.exception
    assert "**Clearly help: Solubility in water.**" in said(at)
    assert button(at, "Back to the table")


def test_pairs_whose_table_is_gone_are_a_sentence(open_at, tmp_path):
    (tmp_path / "found").mkdir()
    at = finished(tmp_path / "found", open_at, tmp_path, kind=EXACT)
    assert not at.exception
    assert "no affinities" in at.error[0].value


def test_names_full_of_markdown_are_shown_as_they_stand(part):
    rows = [line.split(",") for line in as_csv().splitlines()]
    table = [("id", "smiles", "$x$*y*")]
    table += [(f"~{row[0]}_[1](x)", row[1], "*hit*" if float(row[2]) > 0 else "_miss_") for row in rows[1:]]
    paste(part, "\n".join(map(",".join, table)) + "\n")
    words = said(part)
    two = SimpleNamespace(classification=True, found={"classes": ["_miss_", "*hit*"]})
    assert list(candidates._directions(two).values()) == [r"\*hit\*", r"\_miss\_"]
    assert part.selectbox[0].options[0].startswith("$x$*y*"), "plain text where no Markdown is read"
    for shown in (r"\$x\$\*y\*", r"\*hit\*", r"\_miss\_", r"\~m0\_\[1\](x)"):
        assert shown in words
    for bare in ("$x$", "*hit*", "_miss_", "~m0"):
        assert bare not in words.replace("\\~", "")
    assert "`" not in words


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("smiles,mine\nCCO,1\nCCC,2\nCCCC,3\n", "20 or more are needed"),
        ("smiles\nCCO\nCCC\n", "no column"),
        ("smiles,mine\n" + "".join(f"{'C' * n},word{n}\n" for n in range(1, 30)), "holds text"),
        ("smiles,mine\n" + "".join(f"{'C' * n},1\n" for n in range(1, 30)), "one value"),
        ("", "The text is empty"),
    ],
)
def test_what_is_no_task_is_a_sentence(part, text, sentence):
    paste(part, text)
    (error,) = part.error
    assert sentence in error.value
    assert "3 · Is the gain real?" not in said(part)


def test_the_test_starts_a_job_and_shows_it(part, monkeypatch):
    begun = []

    def submit(workspace, kind, params, title):
        job = Job(
            new_job_id(), workspace, kind, title, params, state=FAILED, error="There was no cluster.", total=5
        )
        records.add(job)
        begun.append(job)
        return job

    monkeypatch.setattr(service, "submit", submit)
    paste(part, as_csv())
    button(part, "Test it").click().run()
    assert not part.exception
    (job,) = begun
    assert job.kind == KIND
    assert job.params["target"] == "mine"
    assert "There was no cluster." in said(part)
    assert button(part, "Run again")
    button(part, "Back to the table").click().run()
    assert "3 · Is the gain real?" in said(part)


def test_a_finished_job_says_its_verdict_and_ranks_candidates(folder, open_at, tmp_path):
    at = finished(folder / "numbers", open_at, tmp_path)
    assert "the gain is real" in at.success[0].value
    assert "corrected resampled t-test" in said(at)
    assert len(at.get("download_button")) >= 4
    for part in ("held_out", "learning", "supports", "table"):
        next(one for one in at.segmented_control if "own_part" in one.key).set_value(part).run()
        assert not at.exception
        assert not at.error
    at.text_area[0].set_value("CCOCCCCC long\nCCCCCCCCN\nC(C broken\n")
    button(at, "Predict").click().run()
    assert not at.exception
    table = at.dataframe[-1].value
    assert table["value"].is_monotonic_decreasing
    assert set(table["id"]) >= {"long"}
    assert table["picture"].iloc[0].startswith("data:image/svg")
    assert "broken" in said(at)
    next(one for one in at.segmented_control if "own_view" in one.key).set_value("Measure next").run()
    assert not at.exception
    assert at.dataframe[-1].value["reason"].str.contains("least known").all()


def test_classes_and_no_gain(folder, open_at, tmp_path):
    at = finished(folder / "classes", open_at, tmp_path)
    assert "cannot be shown" in at.warning[0].value
    at.segmented_control[-1].set_value("held_out").run()
    assert not at.exception


def test_a_job_that_is_gone_and_a_study_that_is_broken_are_sentences(folder, open_at, tmp_path):
    at = open_at("molecules", workspace=new_workspace(), job=new_job_id())
    assert "no such job" in said(at)
    at = finished(None, open_at, tmp_path)
    assert "has no study" in at.error[0].value


def test_a_table_of_another_workspace_is_not_there(open_at):
    at = open_at("molecules", part="own", table="0123456789abcdef/mine.csv", column="mine")
    assert "no such table" in said(at)
    assert button(at, "Take the example")
