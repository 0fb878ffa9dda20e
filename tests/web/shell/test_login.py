"""With a section [auth] in the secrets no page is made before login, and the workspace is the person's."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from patience import PATIENCE_S
from streamlit.testing.v1 import AppTest

from mi_core.jobs.home import is_workspace, new_workspace, workspace_of

ROOT = Path(__file__).parents[3]
ONE = {"redirect_uri": "http://localhost:8501/oauth2callback", "cookie_secret": "x" * 64, "client_id": "a"}
ANNA = {"is_logged_in": True, "iss": "https://login.example.org", "sub": "anna", "email": "anna@example.org"}


@pytest.fixture
def app(tmp_path, monkeypatch):
    monkeypatch.setenv("MI_HOME", str(tmp_path))

    def make(auth=None, user=None) -> AppTest:
        at = AppTest.from_file(ROOT / "app.py", default_timeout=PATIENCE_S)
        if auth is not None:
            at.secrets["auth"] = auth
        if user is not None:
            at.user = user
        return at

    return make


def titles(at) -> list[str]:
    assert not at.exception
    return [title.value for title in at.title]


def test_without_secrets_everybody_comes_in(app):
    assert titles(app().run()) == ["Know your material before you make it"]


def test_with_secrets_nobody_does_without_login(app):
    at = app(ONE)
    at.query_params["workspace"] = new_workspace()
    assert titles(at.run()) == ["MI Workbench"]
    assert [button.label for button in at.button] == ["Log in"]


def test_every_provider_has_its_button(app):
    at = app({"cookie_secret": "x", "google": {"client_id": "a"}, "microsoft": {"client_id": "b"}}).run()
    assert [button.label for button in at.button] == ["Log in with Google", "Log in with Microsoft"]


def test_who_is_logged_in_has_a_workspace_that_no_address_changes(app):
    at = app(ONE, ANNA)
    at.query_params["workspace"] = new_workspace()
    assert titles(at.run()) == ["Know your material before you make it"]
    workspace = at.query_params["workspace"]
    assert workspace == workspace_of("https://login.example.org\nanna")
    assert is_workspace(workspace)


def test_persons_have_different_workspaces_that_follow_from_a_private_key(tmp_path, monkeypatch):
    monkeypatch.setenv("MI_HOME", str(tmp_path / "one"))
    anna = workspace_of("anna")
    assert anna == workspace_of("anna") != workspace_of("berta")
    assert (tmp_path / "one" / "workspaces.key").stat().st_mode & 0o077 == 0
    monkeypatch.setenv("MI_HOME", str(tmp_path / "two"))
    assert workspace_of("anna") != anna


def test_secrets_that_cannot_be_read_keep_the_door_shut(app, tmp_path, monkeypatch):
    from streamlit import config

    broken = tmp_path / "secrets.toml"
    broken.write_text("[auth\nclient_id = ")
    files = config.get_option("secrets.files")
    config.set_option("secrets.files", [str(broken)])
    try:
        at = app().run()
        assert titles(at) == ["MI Workbench"]
        assert "cannot be read" in at.error[0].value
    finally:
        config.set_option("secrets.files", files)


def test_the_example_file_has_what_streamlit_asks_for():
    example = tomllib.loads((ROOT / ".streamlit" / "secrets.example.toml").read_text())
    assert set(example["auth"]) == {
        "redirect_uri",
        "cookie_secret",
        "client_id",
        "client_secret",
        "server_metadata_url",
    }
    assert ".streamlit/secrets.toml" in (ROOT / ".gitignore").read_text().split()
