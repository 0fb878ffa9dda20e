"""How far layers part classes of points, beside networks of random weights, and what that shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.errors import InputError
from mi_core.figures.representations import measures_figure, variance_figure
from mi_core.representations.known import COLUMNS
from mi_core.representations.measures import MEASURES
from mi_core.representations.outcome import outcome
from mi_core.representations.verdicts import verdicts
from mi_core.web.components.figure_downloads import figure_with_downloads
from mi_core.web.components.formulas import escaped
from mi_core.web.representations import kept
from mi_core.web.representations.labels import classes_of
from mi_core.web.representations.view import PAGE
from mi_core.web.shell.frame import show_error

if TYPE_CHECKING:
    import pandas as pd

    from mi_core.representations.mapped import Mapped
    from mi_core.web.representations.looked_at import LookedAt


#: Classes that a network has to find out, since they are not at its input; of whom they do not hold, the first property.
USUAL = ("structure", "coordination")


def measures_part(chosen: LookedAt) -> None:
    """Choose classes, and show the measures of their separation with a verdict for each."""
    mapped = chosen.mapped
    column = choose_labels(mapped, "Classes to be told apart", "measures")
    if column and chosen.at_random is not None and _wanted():
        _compare(chosen, column)
    if mapped.explained is not None:
        figure_with_downloads(
            variance_figure(mapped.explained),
            f"{chosen.name}-variance",
            data=mapped.explained,
            key="representations_variance",
        )


def _property(columns: list[str]) -> str:
    return next((column for column in columns if column not in COLUMNS), columns[0])


def _wanted() -> bool:
    """Offer to compare, and return whether that is wanted; once it is, it stays so."""
    view = PAGE.now()
    if not view.measured and st.button(
        "Compare with random weights", icon=":material/balance:", help="Takes some seconds.", type="primary"
    ):
        view.measured = True
        st.rerun()
    return view.measured


def _compare(chosen: LookedAt, column: str) -> None:
    try:
        with st.spinner("Comparing the layers with those of three networks of random weights …"):
            found = _compared(chosen, column)
    except InputError as problem:
        show_error(problem)
    else:
        _show(chosen, found, chosen.mapped.columns[column].title)


def choose_labels(mapped: Mapped, label: str, key: str) -> str:
    """Offer the columns whose classes, or quarters of whose numbers, are told apart."""
    view, columns = PAGE.now(), list(mapped.columns)
    if not columns:
        st.info("All points are alike, so that there is nothing to tell apart.", icon=":material/info:")
        return ""
    usual = next((column for column in USUAL if column in columns), "") or _property(columns)
    current = view.labels if view.labels in columns else usual
    column = st.selectbox(
        label,
        columns,
        index=columns.index(current),
        format_func=lambda name: mapped.columns[name].title,
        key=f"representations_{key}_labels_{view.model}_{view.of}_{PAGE.turn()}",
        width=320,
        help="Numbers are cut into four parts of equal size.",
    )
    view.labels = "" if column == usual else column
    return column


def _compared(chosen: LookedAt, column: str) -> pd.DataFrame:
    assert chosen.at_random is not None
    mapped = chosen.mapped
    rows = kept.some_rows(len(mapped.layers))
    trained = mapped.layers.at(rows)
    labels = classes_of(trained.points, column, mapped.columns[column])
    return kept.compared((*chosen.asked, column), trained, chosen.at_random(rows), labels)


def _show(chosen: LookedAt, found: pd.DataFrame, of: str) -> None:
    n, all_points = int(found["n"].iloc[0]), len(chosen.mapped.layers)
    part = (
        "" if n == all_points else f" of {all_points:,}, a sample of those with a class that five groups have"
    )
    said = verdicts(found)
    st.markdown(f"**{escaped(outcome(said, of))}**")
    for verdict in said:
        sign = ":material/trending_up:" if verdict.learned and verdict.beyond_random else ":material/remove:"
        st.markdown(f"{sign} {escaped(verdict.sentence)}")
    titles = {name: measure.title for name, measure in MEASURES.items()}
    st.caption(
        escaped(
            f"{of}; {n:,} points{part}; the band is of {len(kept.SEEDS)} networks of the same shape with random weights."
        )
        + " "
        + " ".join(f"{measure.title}: {measure.meaning}" for measure in MEASURES.values())
    )
    figure_with_downloads(
        measures_figure(found, titles),
        f"{chosen.name}-separation",
        data=found,
        key="representations_measures",
    )
    with st.expander("Numbers"):
        st.dataframe(found.style.format(precision=3), hide_index=True)
