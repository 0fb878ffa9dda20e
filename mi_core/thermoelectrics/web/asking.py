"""What is to be predicted: formulas and series as typed, or what the session holds; and at which temperatures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.thermoelectrics.transport.analysis import TEMPERATURE
from mi_core.thermoelectrics.web.view import HOTTEST, NEAR, PAGE, SOURCES
from mi_core.web.components.formulas import escaped
from mi_core.web.components.segmented_choice import segmented_choice
from mi_core.web.crystals import intake, session
from mi_core.words import counted

if TYPE_CHECKING:
    from mi_core.thermoelectrics.asked import Asked

BOX = 118  # pixels: three stand in a row on a narrow page
#: Formulas, values of x, and the highest temperature (K).
EXAMPLES = {
    "Bi(2-x)Sb(x)Te3": ("Bi(2-x)Sb(x)Te3", "0, 0.5, 1, 1.5", 500.0),
    "PbTe with Na": ("Pb(1-x)Na(x)Te", "0, 0.01, 0.02, 0.04", 900.0),
}


def ask() -> tuple[list[Asked], tuple[float, ...]]:
    """Offer all inputs; return the curves that are asked for, and the temperatures (K)."""
    view = PAGE.now()
    left, right = st.columns([3, 2], gap="large")
    with right:  # first: what is wrong with a formula shall leave it where it is
        _choose_temperatures()
    with left:
        view.source = segmented_choice(
            "From", SOURCES, view.source, key=f"thermoelectrics_source_{PAGE.turn()}", named=False
        )
        asked = _typed() if view.source == "typed" else _of_session()
    return asked, _grid()


def _typed() -> list[Asked]:
    """Offer a box for formulas and series, and one for the values of an open letter where there is any."""
    from mi_core.formulas.series import leaves_open
    from mi_core.formulas.values import read_values
    from mi_core.prediction.formulas import split_formulas
    from mi_core.thermoelectrics.amounts import sums_sentence
    from mi_core.thermoelectrics.asked import asked_of_texts

    view = PAGE.now()
    boxes = st.container()
    _examples()
    left, right = boxes.columns([3, 2])
    view.formulas = left.text_area(
        "Formulas, and series with a letter left open",
        value=view.formulas,
        height=82,
        placeholder="Pb0.98Na0.02Te, Bi(2-x)Sb(x)Te3",
        help="One a line, or separated by commas. A series leaves one letter open: Bi2-xSbxTe3, (PbTe)1-x(SrTe)x, "
        "(1-x)Bi2Te3-xSb2Te3.",
        key=f"thermoelectrics_formulas_{PAGE.turn()}",
    )
    texts = split_formulas(view.formulas)
    open_letter = any(map(leaves_open, texts))
    view.x = right.text_area(
        "Values of the open letter",
        value=view.x,
        height=82,
        placeholder="0, 0.02, 0.05\n0 to 1 in 10 steps",
        help="Empty: from end to end of what the series allows.",
        disabled=not open_letter,
        key=f"thermoelectrics_x_{PAGE.turn()}",
    ).strip()
    asked = asked_of_texts(texts, read_values(view.x) if open_letter and view.x else ())
    if words := sums_sentence(one.formula for one in asked):
        st.caption(f":material/info: {escaped(words)}")
    return asked


def _examples() -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.caption("Examples", width="content")
        for name in EXAMPLES:
            st.button(
                name, key=f"thermoelectrics_example_{name}", type="tertiary", on_click=_fill_in, args=(name,)
            )


def _fill_in(name: str) -> None:
    view = PAGE.now()
    view.formulas, view.x, view.highest = EXAMPLES[name]
    view.source, view.curve, view.near = "typed", "", "all"
    PAGE.next_turn()


def _grid() -> tuple[float, ...]:
    """Return the chosen temperatures (K); to be asked for below all boxes, which stay where the range is wrong."""
    from mi_core.thermoelectrics.asked import temperature_grid

    view = PAGE.now()
    return temperature_grid(view.lowest, view.highest, view.step)


def _of_session() -> list[Asked]:
    """Offer what the session holds, and a way to add to it; what names no temperature is asked for at those of the grid."""
    from mi_core.thermoelectrics.asked import asked_of_materials, sentences_on_temperatures

    intake.restore()
    materials = session.current_materials()
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        with st.popover("Add crystals or a table", icon=":material/add:"):
            intake.file_intake()
            st.caption("A table has a column of formulas or CIFs; one of temperatures is followed.")
            intake.example_intake()
        st.markdown(f"**{counted(len(materials), 'material')}** in this session", width="content")
    st.caption("Crystals of one composition are one curve: the model reads the composition alone.")
    for words in sentences_on_temperatures(materials):
        st.caption(f":material/info: {escaped(words)}")
    return asked_of_materials(materials, _grid())


def _choose_temperatures() -> None:
    """Offer the range of temperature in the unit that is shown, and what is drawn beside."""
    view = PAGE.now()
    shown = view.display.of(TEMPERATURE)
    ends = {"lowest": "From", "highest": "to"}
    with st.container(horizontal=True, gap="small"):
        for name, label in ends.items():
            value = st.number_input(
                f"{label} ({shown.unit})",
                value=float(shown.values(getattr(view, name))),
                min_value=float(shown.values(0.0)),
                max_value=float(shown.values(HOTTEST)),
                step=50.0,
                format="%.5g",
                key=f"thermoelectrics_{name}_{PAGE.turn()}",
                width=BOX,
            )
            setattr(view, name, float(shown.numbers(value)))
        view.step = st.number_input(
            "in steps of (K)",
            value=float(view.step),
            min_value=1.0,
            max_value=HOTTEST,
            step=25.0,
            format="%.5g",
            key=f"thermoelectrics_step_{PAGE.turn()}",
            width=BOX,
        )
    view.near = segmented_choice(
        "Measured neighbours in the same axes",
        NEAR,
        view.near,
        key=f"thermoelectrics_near_{PAGE.turn()}",
        help="What others measured on the compositions nearest to the one looked at, with the papers: all, or those of "
        "one type of carriers.",
    )
