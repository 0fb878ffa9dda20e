"""Screening as a system of the workbench."""

from mi_core.system import HomeCard, System, SystemJob

SYSTEM = System(
    key="screening",
    title="Screening",
    icon=":material/filter_alt:",
    group="Discover",
    help="Rank a quarter of a million perovskites, and see which elements make stable ones.",
    home_cards=(
        HomeCard(
            "Screen",
            "All 249,984 perovskites of 64 elements, ranked by stability; maps of the elements that make stable ones.",
            button="Screen perovskites",
        ),
    ),
    jobs=(
        SystemJob("screen", "Screening", "mi_core.screening.job:KIND"),
        SystemJob(
            "double-perovskites", "Double perovskites", "mi_core.screening.double_perovskites.job:KIND"
        ),
    ),
    commands=("mi_core.screening.commands",),
    prediction_remark="mi_core.screening.web.detail:prediction_remark",
)
