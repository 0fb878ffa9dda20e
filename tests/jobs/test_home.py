import pytest
from platformdirs import user_data_path

from mi_core.errors import InputError
from mi_core.jobs.home import home_folder, job_folder, new_job_id, new_workspace, workspace_folder


def test_the_home_is_mi_home_else_below_the_users(monkeypatch, tmp_path):
    monkeypatch.setenv("MI_HOME", str(tmp_path))
    assert home_folder() == tmp_path
    monkeypatch.delenv("MI_HOME")
    monkeypatch.setenv("HOME", str(tmp_path / "me"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert home_folder() == user_data_path("mi-workbench", appauthor=False)
    before = tmp_path / "me" / ".local" / "share" / "mi-workbench"
    before.mkdir(parents=True)
    assert home_folder() == before, "what was kept there is found again"


def test_a_relative_home_is_made_absolute_for_the_workers(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MI_HOME", "here")
    assert home_folder() == tmp_path / "here"


def test_a_job_lies_in_its_workspace(monkeypatch, tmp_path):
    monkeypatch.setenv("MI_HOME", str(tmp_path))
    workspace, job = new_workspace(), new_job_id()
    assert job_folder(workspace, job) == tmp_path / "workspaces" / workspace / "jobs" / job


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../../etc", "a/b", "a" * 22 + "\n", "é" * 22, "%2e%2e", None]
)
def test_names_that_are_none_are_refused(name):
    with pytest.raises(InputError, match="name of a workspace"):
        workspace_folder(name)
    with pytest.raises(InputError, match="name of a job"):
        job_folder(new_workspace(), name)
