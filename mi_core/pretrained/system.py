"""Trained models as a system of the workbench."""

from mi_core.system import System

SYSTEM = System(
    key="models",
    title="Models",
    icon=":material/hub:",
    group="Workbench",
    help="What can be predicted, how well, and from which data.",
    commands=("mi_core.commands.train", "mi_core.commands.models", "mi_core.commands.data"),
)
