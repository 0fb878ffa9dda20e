from patience import PATIENCE_S
from streamlit.testing.v1 import AppTest


def script():
    import streamlit as st

    from mi_core.structures.material import Material
    from mi_core.web import session

    step = st.session_state.get("step")
    if step == "add":
        from mi_core.structures.examples import load_examples

        session.add_materials(load_examples(["Si", "NaCl"]))
    if step == "failed":
        session.add_materials([Material("bad", "bad.cif", error="It is empty.")])
    if step == "formulas":
        session.add_materials(
            [Material("Xx", "typed", error="No element."), Material("MgO", "typed", formula="MgO")]
        )
    if step == "select":
        session.select("NaCl")
    if step == "set":
        session.set_materials([Material("only", "x", formula="MgO")])
    if step == "clear":
        session.clear_materials()
    st.session_state["ids"] = [row.id for row in session.current_materials()]
    selected = session.selected_material()
    st.session_state["chosen"] = selected.id if selected else None
    summary = session.current_summary()
    st.session_state["summary_ids"] = [] if summary is None else summary["id"].tolist()
    st.session_state["version"] = session.materials_version()


def go(app, step):
    app.session_state["step"] = step
    app.run()
    assert not app.exception
    return app.session_state


def test_rows_are_added_renamed_selected_and_cleared():
    app = AppTest.from_function(script, default_timeout=PATIENCE_S)
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
    assert go(app, "set")["summary_ids"] == ["only"]
    state = go(app, "clear")
    assert (state["ids"], state["chosen"], state["summary_ids"]) == ([], None, [])
