"""What of a table counts: molecules, rows that were refused or joined, and what the encoders knew before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import streamlit as st

from mi_core.errors import InputError
from mi_core.molecules.own_columns import understood
from mi_core.molecules.web.own.cached import known_before
from mi_core.web.components.downloads import frame_download
from mi_core.web.components.formulas import escaped
from mi_core.web.shell.frame import show_error
from mi_core.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from mi_core.molecules.transfer.own_task import OwnTask


def what_counts(path: Path, task: OwnTask) -> None:
    """Say how many molecules there are, what was refused or joined, and what leaks."""
    contradicting = sum(bool(np.isnan(one.label)) for one in task.duplicates)
    st.markdown(
        " · ".join(
            [
                f"**{len(task):,}** molecules",
                f"**{len(task.refused):,}** of {counted(len(task.rows), 'row')} refused",
                f"**{len(task.duplicates):,}** in several rows",
                *([f"**{contradicting:,}** contradicting"] if contradicting else []),
            ]
        )
    )
    st.caption(" ".join(map(escaped, [understood(task), *task.remarks])))
    odd_rows(task.refused, [one.sentence for one in task.duplicates], key="own_task")
    try:
        leaks = known_before(path, task.name)
    except InputError as problem:  # without encoders the table can be looked at even so
        show_error(problem)
        return
    say_leaks(leaks.sentences(), serious=bool(leaks.same or leaks.suspected))


def odd_rows(refused: Iterable[tuple[str, str]], joined: Iterable[str], *, key: str) -> None:
    """List the rows that do not count, and the molecules that stand in several, folded."""
    refused, joined = list(refused), list(joined)
    if not refused and not joined:
        return
    words = [
        f"{counted(len(part), 'row')} refused"
        if part is refused
        else f"{counted(len(part), 'molecule')} in several rows"
        for part in (refused, joined)
        if part
    ]
    with st.expander(f"{' and '.join(words)}: why", icon=":material/rule:"):
        if refused:
            frame = pd.DataFrame(refused, columns=["row", "why"])
            st.dataframe(
                frame,
                hide_index=True,
                column_config={
                    "row": st.column_config.TextColumn("Row"),
                    "why": st.column_config.TextColumn("Why it does not count", width="large"),
                },
            )
            frame_download(frame, "refused-rows", key=f"{key}_refused")
        for sentence in joined:
            st.markdown(f"- {escaped(sentence)}")


def say_leaks(sentences: Iterable[str], *, serious: bool) -> None:
    """Say what the encoders knew before."""
    words = "  \n".join(escaped(sentence) for sentence in sentences)
    if not words:
        st.caption(":material/verified: The encoders have learned none of your molecules.")
    elif serious:
        st.warning(words, icon=":material/key_visualizer:")
    else:
        st.info(words, icon=":material/info:")
