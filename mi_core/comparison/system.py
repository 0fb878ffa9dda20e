"""Comparisons as a system of the workbench."""

from mi_core.system import System, SystemJob

SYSTEM = System(
    key="compare",
    title="Compare",
    icon=":material/leaderboard:",
    group="Understand",
    help="Which regressor predicts best on which data, and whether that is more than luck.",
    jobs=(
        SystemJob("compare", "Comparison of regressors", "mi_core.comparison.jobs.compare:KIND"),
        SystemJob("adopt", "Training of an own model", "mi_core.comparison.jobs.adopt:KIND", on_page=False),
    ),
    input_commands=("mi_core.comparison.commands.table",),
    commands=("mi_core.comparison.commands.compare",),
)
