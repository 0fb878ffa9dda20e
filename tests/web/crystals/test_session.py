import pytest
from patience import PATIENCE_S
from streamlit.testing.v1 import AppTest


def script():
    import streamlit as st

    from mi_core.structures.material import Material
    from mi_core.web.crystals import session

    session.restore()
    step = st.session_state.get("step")
    if step == "add":
        session.add_examples(["Si", "NaCl"])
    if step == "failed":
        session.add_materials([Material("bad", "bad.cif", error="It is empty.")])
    if step == "formulas":
        session.add_materials(
            [Material("Xx", "typed", error="No element."), Material("MgO", "typed", formula="MgO")]
        )
    if step == "select":
        session.select("NaCl")
    if step == "remove":
        session.remove_material(st.session_state.get("removed", "Si"))
    if step == "clear":
        session.clear_materials()
    st.session_state["ids"] = [row.id for row in session.current_materials()]
    selected = session.selected_material()
    st.session_state["chosen"] = selected.id if selected else None
    summary = session.current_summary()
    st.session_state["summary_ids"] = [] if summary is None else summary["id"].tolist()
    st.session_state["version"] = session.materials_version()
    st.session_state["not kept"] = session.not_kept()


@pytest.fixture
def make(tmp_path, monkeypatch):
    """Open the script, as a reload or another tab does, in the workspace of an earlier one or in none."""
    monkeypatch.setenv("MI_HOME", str(tmp_path))

    def open_in(other=None) -> AppTest:
        app = AppTest.from_function(script, default_timeout=PATIENCE_S)
        if other is not None:
            app.query_params["workspace"] = other.query_params["workspace"]
        return app

    return open_in


def go(app, step):
    app.session_state["step"] = step
    app.run()
    assert not app.exception
    return app.session_state


def test_rows_are_added_renamed_selected_and_cleared(make):
    app = make()
    state = go(app, None)
    assert (state["ids"], state["chosen"]) == ([], None)
    state = go(app, "add")
    assert (state["ids"], state["chosen"]) == (["Si", "NaCl"], "Si")
    version = state["version"]
    state = go(app, "add")
    assert len(set(state["ids"])) == 4
    assert state["ids"][:2] == ["Si", "NaCl"]
    assert state["version"] > version
    assert state["summary_ids"] == state["ids"]
    assert go(app, "select")["chosen"] == "NaCl"
    assert go(app, "failed")["chosen"] == "bad"
    assert go(app, "formulas")["chosen"] == "MgO"
    state = go(app, "remove")
    assert "Si" not in state["ids"]
    assert len(state["ids"]) == 6
    assert state["summary_ids"] == state["ids"]
    assert state["chosen"] == "NaCl"
    state = go(app, "clear")
    assert (state["ids"], state["chosen"], state["summary_ids"]) == ([], None, [])


def test_a_reload_brings_everything_back_with_the_same_ids(make):
    first = make()
    for step in ("add", "add", "failed", "formulas", "remove"):
        state = go(first, step)
    again = go(make(first), None)
    assert again["ids"] == again["summary_ids"] == state["ids"]
    assert again["chosen"] == "NaCl", "a crystal"
    assert "workspace" not in make().run().query_params


def test_two_tabs_follow_each_other(make):
    one = make()
    go(one, "add")
    two = make(one)
    go(two, "formulas")
    state = go(two, "select")
    assert go(one, None)["ids"] == state["ids"] == ["Si", "NaCl", "Xx", "MgO"]
    go(one, "remove")
    assert go(two, None)["ids"] == ["NaCl", "Xx", "MgO"]
    assert go(two, None)["chosen"] == "NaCl"
    go(two, "clear")
    assert go(one, None)["ids"] == []
    assert go(make(one), None)["ids"] == []


def test_another_workspace_sees_nothing(make):
    one, other = make(), make()
    go(one, "add")
    assert go(other, "formulas")["ids"] == ["Xx", "MgO"]
    assert one.query_params["workspace"] != other.query_params["workspace"]


def test_what_cannot_be_kept_is_shown_and_said(make, monkeypatch):
    monkeypatch.setattr("mi_core.jobs.kept_inputs.MOST_INPUTS", 1)
    app = make()
    assert go(app, "add")["not kept"] == ""
    state = go(app, "formulas")
    assert state["ids"] == ["Si", "NaCl", "Xx", "MgO"]
    assert "clear it to make room" in state["not kept"]
    assert go(make(app), None)["ids"] == ["Si", "NaCl"]
    monkeypatch.setattr("mi_core.jobs.kept_inputs.MOST_INPUTS", 9)
    go(app, "failed")
    app.session_state["removed"] = "bad"
    assert go(app, "remove")["ids"] == ["Si", "NaCl", "Xx", "MgO"], "what is not kept stays"
    assert go(make(app), None)["ids"] == ["Si", "NaCl"]
    assert go(app, "clear")["not kept"] == ""
