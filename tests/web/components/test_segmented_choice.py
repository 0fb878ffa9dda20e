"""One of several values: shown by its title, and always one chosen."""

from __future__ import annotations

from patience import PATIENCE_S
from streamlit.testing.v1 import AppTest


def offered() -> None:
    import streamlit as st

    from mi_core.web.components.segmented_choice import segmented_choice

    left, right = st.columns(2)
    with left:
        sizes = {1: "Small", 2: "Middle", 3: "Large"}
        st.text(repr(segmented_choice("Size", sizes, 2, key="size", help="How large it is.")))
    st.text(
        repr(
            segmented_choice(
                "Side", {False: "Left", True: "Right"}, chosen=False, key="side", place=right, named=False
            )
        )
    )


def opened() -> AppTest:
    at = AppTest.from_function(offered, default_timeout=PATIENCE_S).run()
    assert not at.exception
    return at


def values(at: AppTest) -> list[str]:
    assert not at.exception
    return sorted(text.value for text in at.text)


def test_titles_are_shown():
    size = opened().button_group(key="size")
    assert size.label == "Size"
    assert size.options == ["Small", "Middle", "Large"]
    assert size.proto.help == "How large it is."


def test_it_starts_with_the_value_that_is_given():
    assert values(opened()) == ["2", "False"]


def test_the_value_chosen_comes_back():
    at = opened()
    at.button_group(key="size").set_value(3).run()
    at.button_group(key="side").set_value(True).run()
    assert values(at) == ["3", "True"]


def test_a_label_may_be_told_to_screen_readers_alone():
    at = opened()
    visible, collapsed = 0, 2  # LabelVisibility of Streamlit's protocol
    assert at.button_group(key="size").proto.label_visibility.value == visible
    assert at.button_group(key="side").proto.label_visibility.value == collapsed


def test_it_stands_where_it_is_placed():
    right = opened().columns[1]
    assert [group.label for group in right.button_group] == ["Side"]
