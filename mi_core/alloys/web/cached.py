"""What the Alloys page loads once per process: the surrogate, the databases, and the phases that may be wished for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

    from mi_core.alloys.models.surrogate import Surrogate
    from mi_core.alloys.thermodynamics.database.database import ThermoDatabase

_OWN = "alloy_database"
TRAIN = "python -m mi_core alloys train"


@st.cache_resource(show_spinner="Loading the surrogate …")
def loaded_surrogate() -> Surrogate:
    """Return the surrogate that ships; InputError or OSError where there is none."""
    from mi_core.alloys.models.surrogate import load_surrogate

    return load_surrogate()


def surrogate() -> Surrogate | None:
    """Return the surrogate that ships; None where there is none."""
    try:
        return loaded_surrogate()
    except (InputError, OSError):
        return None


def say_no_surrogate() -> None:
    """Say that the surrogate is missing, and how it is made."""
    st.info(
        f"No trained surrogate is there, so nothing can be predicted at once. Make it with `{TRAIN}`; it needs the data "
        "set of alloys, `python -m mi_core alloys dataset`.",
        icon=":material/info:",
    )


@st.cache_resource(show_spinner="Reading the database …")
def shipped_database() -> ThermoDatabase:
    """Return COST507, of the installed pycalphad."""
    from mi_core.alloys.thermodynamics.database.database import default_database

    return default_database()


@st.cache_resource(max_entries=2, show_spinner="Reading the database …")
def read_own(content: bytes, name: str) -> ThermoDatabase:
    """Return the database of a .tdb file; InputError when it cannot be read."""
    from mi_core.alloys.thermodynamics.database.database import read_database

    return read_database(content, name)


def own_database() -> ThermoDatabase | None:
    """Return the session's own database; None without one."""
    held = st.session_state.get(_OWN)
    return read_own(*held) if held else None


def keep_own(content: bytes | None, name: str = "") -> None:
    """Use this .tdb file in this session, or none."""
    if content is None:
        st.session_state.pop(_OWN, None)
        return
    read_own(content, name)
    st.session_state[_OWN] = (content, name)


def design_database() -> ThermoDatabase:
    """Return the database that wishes are for: the session's own, else COST507."""
    return own_database() or shipped_database()


def wishable_phases() -> tuple[str, ...]:
    """Return the phases that may be wished for: those of the own database, those that the surrogate knows, or all."""
    from mi_core.alloys.specification.possible_phases import possible_phases

    known = surrogate() if own_database() is None else None
    database = design_database()
    return possible_phases(database, database.elements) if known is None else tuple(sorted(known.phases))


@st.cache_data(max_entries=32, show_spinner=False)
def phases_and_remarks(
    _database: ThermoDatabase,
    key: tuple[str, str],  # noqa: ARG001 - name and hash of the database, for the cache
    elements: tuple[str, ...],
) -> tuple[tuple[str, ...], list[str]]:
    """Return the phases that can be computed of elements, and sentences on what of the database cannot; InputError."""
    from mi_core.alloys.thermodynamics.solver.phase_models import build_models, remarks_on

    models, left_out = build_models(_database, elements)
    return tuple(models), remarks_on(_database, elements, left_out)


def own_file() -> Path | None:
    """Return the session's own database as a file of its workspace, for jobs to read; None without one.

    InputError where it cannot be kept.
    """
    from mi_core.files import file_name
    from mi_core.jobs.uploads import keep_upload
    from mi_core.web.shell.workspace import workspace_id

    held = st.session_state.get(_OWN)
    if held is None:
        return None
    content, name = held
    return keep_upload(workspace_id(), file_name(name), content)
