"""Jobs as a system of the workbench."""

from mi_core.system import System

SYSTEM = System(
    key="jobs",
    title="Jobs",
    icon=":material/manufacturing:",
    group="Workbench",
    help="Long work: its progress, its results, and what went wrong.",
)
