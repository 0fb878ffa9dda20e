"""Proposals for the wishes: how many, by which model, and what the session holds of them."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import streamlit as st

from mi_core.alloys.specification.check import check_specification
from mi_core.alloys.web.cached import TRAIN, shipped_database
from mi_core.alloys.web.design.wishes import prices
from mi_core.alloys.web.view import MOST_PROPOSALS, PAGE
from mi_core.web.shell.frame import errors_shown

if TYPE_CHECKING:
    from mi_core.alloys.design.proposals import Proposal
    from mi_core.alloys.specification.wishes import Specification
    from mi_core.alloys.thermodynamics.database.database import ThermoDatabase

_RUN = "alloy_made"
BEST = "Best of all models"


@dataclass
class DesignRun:
    """Proposals of one run of generation or search.

    spec : what they were made for, checked, and asked : as it was wished; seconds : that it took, None where they come from
    a job; jobs : of their verification, each with the numbers of the proposals; tdb : path of the user's database that
    was searched, by the job `search`, None for COST507.
    """

    spec: Specification
    proposals: list[Proposal]
    prices: dict[str, float]
    seconds: float | None
    asked: Specification
    seed: int = 0
    number: int = 0
    jobs: list[tuple[str, list[int]]] = field(default_factory=list)
    tdb: str | None = None
    search: str | None = None

    @property
    def database(self) -> ThermoDatabase:
        """The database that the proposals belong to; InputError where the user's is gone."""
        from mi_core.alloys.thermodynamics.database.database import database_of

        return database_of(self.tdb)


def current_run() -> DesignRun | None:
    """Return the session's proposals; None before any were generated."""
    return st.session_state.get(_RUN)


def keep_run(new: DesignRun) -> None:
    """Show these proposals from now on."""
    earlier = current_run()
    new.number = 1 if earlier is None else earlier.number + 1
    st.session_state[_RUN] = new


def generate(*, ready: bool) -> None:
    """Offer number and model, and generate when asked to."""
    from mi_core.alloys.models.generators.registry import GENERATORS

    titles = {"": BEST} | {name: title for name, (_, title) in GENERATORS.items()}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        choose_number()
        names = list(titles)
        PAGE.now().model = st.selectbox(
            "Model",
            names,
            index=names.index(PAGE.now().model) if PAGE.now().model in names else 0,
            format_func=lambda name: titles[name],
            key=f"alloy_model_{PAGE.turn()}",
            width=320,
        )
        if st.button(
            "Generate alloys",
            type="primary",
            icon=":material/auto_awesome:",
            disabled=not ready,
            key="alloy_generate",
            help=None if ready else "Wish for something first.",
        ):
            _run()
    say_if_stale("generate")


def choose_number() -> None:
    """Offer how many alloys to propose."""
    PAGE.now().n = st.number_input(
        "Proposals", 1, MOST_PROPOSALS, PAGE.now().n, key=f"alloy_n_{PAGE.turn()}", width=130
    )


def say_if_stale(again: str) -> None:
    """Say that the wishes are others than those of the proposals that are shown; again : what to do."""
    proposed = current_run()
    if proposed is not None and proposed.asked != PAGE.now().spec:
        st.caption(f":material/history: The wishes have changed since these proposals: {again} again.")


def _run() -> None:
    from mi_core.alloys.design.proposals import design

    earlier = current_run()
    seed = 0 if earlier is None or earlier.asked != PAGE.now().spec else earlier.seed + 1
    started = time.perf_counter()
    try:
        with errors_shown(), st.spinner("Looking for alloys …"):  # earlier proposals stay
            spec = check_specification(PAGE.now().spec, shipped_database())
            proposals = design(spec, PAGE.now().n, model=PAGE.now().model or None, seed=seed, prices=prices())
            seconds = time.perf_counter() - started
            keep_run(DesignRun(spec, proposals, prices(), seconds, PAGE.now().spec, seed))
    except OSError as problem:
        st.info(
            f"The models of design are not there ({problem}); make them with `{TRAIN}`.",
            icon=":material/info:",
        )
