"""A job in the browser: its progress survives a reload and a change of page, its files come down, and cancelling works."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from job_home import open_gate
from playwright.sync_api import expect

from mi_core.jobs import service
from mi_core.jobs.home import new_workspace
from mi_core.jobs.job import CANCELLED

pytestmark = pytest.mark.usefixtures("job_home")


def badge(page, state: str):
    return page.page.locator(".stMarkdownBadge", has_text=state)


def test_a_reload_in_the_middle_loses_nothing(tab):
    page, workspace = tab(), new_workspace()
    job = service.submit(workspace, "tiny", {"tasks": 10, "gate": 3}, "Sum of squares")
    page.open(f"jobs?workspace={workspace}")
    progress = page.page.get_by_text("3 of 10 · ").first
    expect(progress).to_be_visible()
    page.page.reload()
    expect(progress).to_be_visible()

    page.page.get_by_role("link", name="Home").click()
    page.settle()
    expect(page.page).to_have_url(re.compile(rf"/\?workspace={workspace}$"))
    page.page.get_by_role("button", name="Workbench").click()
    page.page.get_by_role("menuitem", name="Jobs").click()
    expect(page.page).to_have_url(re.compile(rf"/jobs\?workspace={workspace}$"))

    open_gate(job)
    expect(badge(page, "done")).to_be_visible()
    page.page.get_by_role("button", name="Download").click()
    with page.page.expect_download() as download:
        page.page.get_by_role("button", name="All as zip").click()
    assert download.value.suggested_filename == "Sum-of-squares.zip"
    archive = zipfile.ZipFile(io.BytesIO(Path(download.value.path()).read_bytes()))
    assert sorted(archive.namelist()) == ["squares.csv", "sum.json"]
    assert json.loads(archive.read("sum.json")) == {"sum": 285, "of": 10}


def test_another_browser_does_not_see_it_and_a_click_cancels(tab):
    mine, other, workspace = tab(), tab(), new_workspace()
    job = service.submit(workspace, "tiny", {"tasks": 10, "gate": 0}, "Endless")
    mine.open(f"jobs?workspace={workspace}")
    other.open("jobs")
    expect(other.page.get_by_text("No jobs yet.")).to_be_visible()
    expect(other.page.get_by_text("Endless")).to_have_count(0)
    mine.page.get_by_role("button", name="Cancel").click()
    expect(badge(mine, "cancelled")).to_be_visible()
    assert service.find_job(workspace, job.id).state == CANCELLED
    open_gate(job)


def test_a_telephone_needs_no_sideways_scrolling(tab):
    page, workspace = tab(width=400, dark=True), new_workspace()
    long = "Extra trees and gradient boosting on wolverton_perovskite_oxides, leave one element out"
    service.submit(workspace, "tiny", {"tasks": 1}, long)
    page.open(f"jobs?workspace={workspace}")
    expect(badge(page, "done")).to_be_visible()
    assert page.overflow() <= 0
