"""Screening as a system of the workbench."""

from __future__ import annotations

from mi_core.system import HomeCard, System, SystemJob

SYSTEM = System(
    key="screening",
    title="Screening",
    icon=":material/filter_alt:",
    group="Discover",
    help="Rank a quarter of a million perovskites, and see which elements make stable ones.",
    home_cards=(
        HomeCard(
            title="Screen",
            text="All 249,984 perovskites of 64 elements, ranked by stability; maps of the elements that make stable ones.",
            icon=":material/filter_alt:",
            button="Screen perovskites",
        ),
    ),
    jobs=(
        SystemJob(name="screen", title="Screening", kind="mi_core.screening.job:KIND"),
        SystemJob(
            name="double-perovskites",
            title="Double perovskites",
            kind="mi_core.screening.double_perovskites.job:KIND",
        ),
    ),
    commands=("mi_core.screening.commands",),
    prediction_remark="mi_core.screening.web.detail:prediction_remark",
)
