"""Which tasks help which: a map of all pairs, one task in detail, how far to trust estimates, what supports are worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.errors import InputError
from mi_core.molecules.affinity.measures import MEASURES, SIMILARITY
from mi_core.molecules.affinity.shipped import COMMAND, rows_of, shipped, shipped_kinds
from mi_core.molecules.task_groups import grouped_name
from mi_core.molecules.web.affinity.agreement import agreement_shown
from mi_core.molecules.web.affinity.explained import explained
from mi_core.molecules.web.affinity.map import affinity_map
from mi_core.molecules.web.affinity.one_task import one_task_shown
from mi_core.molecules.web.affinity.view import choose, key, now, segmented
from mi_core.molecules.web.affinity.worth import worth_shown
from mi_core.web.components.downloads import frame_download
from mi_core.words import counted

if TYPE_CHECKING:
    from mi_core.molecules.affinity.shipped import Affinities

NONE = (
    f"No affinities are in this copy of the workbench. `{COMMAND} --kind twin --compute` computes estimates from the "
    "tables in minutes, and the job “Affinities of molecular tasks” the exact ones in hours."
)


def affinity_part() -> None:
    """Choose a kind; show the map, a task, how far to trust estimates, what supports are worth, and how all was computed."""
    kinds = shipped_kinds()
    if not kinds:
        st.info(NONE, icon=":material/info:")
        explained()
        return
    if now().kind not in kinds:
        choose(kind=kinds[0])
    _choose_kind(kinds)
    affinities = shipped(now().kind)
    _say_what_is_known(affinities)
    affinity_map(affinities)
    one_task_shown(affinities, _shipped_or_none(SIMILARITY))
    agreement_shown(kinds)
    worth_shown()
    explained()
    _downloads(affinities)


def _choose_kind(kinds: list[str]) -> None:
    segmented("Affinity found by", {kind: MEASURES[kind].title for kind in kinds}, "kind")
    st.caption(MEASURES[now().kind].words)


def _say_what_is_known(affinities: Affinities) -> None:
    """Say over how many seeds the means are, and what is missing."""
    words = seeds_in_words(affinities)
    if affinities.measure.pays:
        words += f"; 0: {affinities.measure.zero}; 0.1: the error falls by a tenth"
    if affinities.share_known < 1:
        words += f". {affinities.share_known:.0%} of the pairs are computed; the others are grey"
    st.caption(f"{words}.")


def seeds_in_words(affinities: Affinities) -> str:
    """Return over how many seeds the means are, and for how many pairs if not for all."""
    counts = affinities.by_seed.groupby(["task", "beside"])["seed"].nunique()
    seeds = counted(int(counts.max()), "seed")
    several = int((counts > 1).sum())
    if not several:
        return f"Of {seeds}, so that no standard error is known"
    if several == len(counts):
        return f"Means over {seeds}"
    return (
        f"Means over {seeds} for {several:,} of {len(counts):,} pairs; the others are of one, and their standard error is "
        "not known"
    )


def _shipped_or_none(kind: str) -> Affinities | None:
    try:
        return shipped(kind)
    except InputError:
        return None


def _downloads(affinities: Affinities) -> None:
    kind, task = affinities.measure.key, now().task
    with st.container(horizontal=True, gap="small"):
        frame_download(
            lambda: rows_of(affinities), f"affinities-{kind}", key=key("csv_all"), label="CSV · all pairs"
        )
        frame_download(
            lambda: affinities.of(task),
            f"affinities-{kind}-{task}",
            key=key("csv_task"),
            label=f"CSV · {grouped_name(task)}",
        )
