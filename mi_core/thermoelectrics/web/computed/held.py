"""The points that the session holds, and the ways in: files of Ricci et al., or made-up ones of their form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.thermoelectrics.computed.files import FILE, no_points, read_files
from mi_core.web.components.downloads import file_button
from mi_core.web.components.formulas import escaped
from mi_core.web.shell.frame import show_error

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

_POINTS, _PROBLEMS, _REMARKS, _ROUND = (
    f"thermoelectrics_computed_{name}" for name in ("points", "problems", "remarks", "round")
)
SHOWN_PROBLEMS = 4  # further ones stand folded below


def held_points() -> pd.DataFrame:
    """Return the points of the session, as of `computed.files.read_files`."""
    points = st.session_state.get(_POINTS)
    return no_points() if points is None else points


def remove(compound: str = "") -> None:
    """Forget one compound, or all."""
    points = held_points()
    st.session_state[_POINTS] = points[points["id"] != compound] if compound else no_points()
    st.session_state[_PROBLEMS] = st.session_state[_REMARKS] = ()


def ways_in() -> None:
    """Offer the drop zone, and the made-up files."""
    key = f"thermoelectrics_computed_files_{st.session_state.get(_ROUND, 0)}"
    files = st.file_uploader(
        "Files of Ricci et al.",
        type=["json", "gz", "zip"],
        accept_multiple_files=True,
        key=key,
        help="One JSON a compound, gzipped or not, or zips of them. They stay on this machine, in this session.",
    )
    if files:
        with st.spinner("Reading …"):
            _take((file.name, file.getvalue()) for file in files)
        st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1  # an empty drop zone
        st.rerun()


def example_button() -> None:
    """Offer three made-up compounds, and one of them as a file."""
    from mi_core.thermoelectrics.computed.example import COMPOUNDS, example_json

    first = next(iter(COMPOUNDS))
    with st.container(horizontal=True, gap="small"):
        st.button(
            "Try it with made-up compounds",
            key="computed_example",
            icon=":material/science:",
            on_click=_take_examples,
            help="Three compounds that do not exist, from one parabolic band each: no data.",
        )
        file_button(
            "A made-up file, to see the form",
            first.partition(".")[0],
            "json",
            "application/json",
            lambda: example_json(first),
            key="computed_example_file",
            type="tertiary",
        )


def say_what_was_wrong() -> None:
    """Say of the files that came last which are left out, and what of others."""
    problems, remarks = (st.session_state.get(name, ()) for name in (_PROBLEMS, _REMARKS))
    for problem in problems[:SHOWN_PROBLEMS]:
        show_error(problem)
    _folded(problems[SHOWN_PROBLEMS:], "more files left out")
    _folded(remarks, "remarks on the files")


def _folded(sentences: tuple[str, ...], title: str) -> None:
    if sentences:
        with st.expander(f"{len(sentences):,} {title}"):
            st.markdown("\n".join(f"- {escaped(sentence)}" for sentence in sentences))


def _take_examples() -> None:
    from mi_core.thermoelectrics.computed.example import example_files

    names = set(held_points()[FILE])
    _take((name, content) for name, content in example_files() if name not in names)


def _take(files: Iterable[tuple[str, bytes]]) -> None:
    """Add what files hold, and keep what is to be said of them."""
    import pandas as pd

    points = held_points()
    reading = read_files(files, dict(zip(points["id"], points[FILE], strict=True)))
    parts = [part for part in (points, reading.points) if len(part)]
    st.session_state[_POINTS] = pd.concat(parts, ignore_index=True) if parts else no_points()
    st.session_state[_PROBLEMS], st.session_state[_REMARKS] = reading.problems, reading.remarks
