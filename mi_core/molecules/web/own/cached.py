"""What this part computes once for all sessions: encoders, tasks, proposals, models."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import streamlit as st
from cachetools import LRUCache

from mi_core.molecules.transfer.own_task import MOST, OwnTask
from mi_core.molecules.web.own.kept import read_rows

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mi_core.molecules.encoders.encoders import Encoders
    from mi_core.molecules.own_columns import Column
    from mi_core.molecules.own_study import OwnStudy
    from mi_core.molecules.transfer.leaks import Leaks
    from mi_core.molecules.transfer.model import OwnModel
    from mi_core.molecules.transfer.study import Proposal


@st.cache_resource(max_entries=1, show_spinner="Loading the encoders of the known tasks …")
def encoders() -> Encoders:
    """Return the encoders that ship; InputError where they are not there."""
    from mi_core.molecules.encoders.store import load_encoders

    return load_encoders()


@st.cache_data(max_entries=16, show_spinner="Looking at the columns …")
def columns(path: Path) -> list[Column]:
    """Return the columns of a table that hold something."""
    from mi_core.molecules.own_columns import columns_of

    return columns_of(read_rows(path, MOST))


@st.cache_resource(max_entries=16, show_spinner="Reading the column …")
def own_task(path: Path, column: str) -> OwnTask:
    """Return the task that a column is; InputError where it is none."""
    from mi_core.molecules.transfer.own_task import own_task

    return own_task(read_rows(path, MOST), column)


@st.cache_resource(max_entries=16, show_spinner="Looking for what the encoders knew …")
def known_before(path: Path, column: str) -> Leaks:
    """Return what the encoders learned of these molecules, as far as it is known without asking them."""
    from mi_core.molecules.transfer.leaks import find_leaks, tasks_table

    task, known = own_task(path, column), encoders()
    silent = dict.fromkeys(known.tasks, np.zeros(len(task)))  # nothing correlates with what was not asked
    return find_leaks(task, known, silent, tasks_table())


def proposal(
    path: Path, column: str, progress: Callable[[float, str], None] | None = None
) -> Proposal | None:
    """Return the proposal of a task, made now if progress is given; None where it was not made yet."""
    held, key = _proposals(), (path, column)
    if key not in held and progress is not None:
        from mi_core.molecules.transfer.study import propose_supports

        held[key] = propose_supports(own_task(path, column), encoders(), progress=progress)
    return held.get(key)


@st.cache_resource(max_entries=1, show_spinner=False)
def _proposals() -> LRUCache:
    return LRUCache(8)


@st.cache_resource(max_entries=4, show_spinner="Reading what was found …")
def study(folder: Path) -> OwnStudy:
    """Return the study of a finished job; InputError where it cannot be read."""
    from mi_core.molecules.own_study import read_study

    return read_study(folder)


@st.cache_resource(max_entries=4, show_spinner="Loading the model …")
def model(folder: Path) -> OwnModel:
    """Return the model of a finished job; InputError where a file changed."""
    return study(folder).model()
