"""What a system of the workbench says of itself: its page, jobs, commands and warm-up, and its cards on the home page.

Code is named ("module" or "module:attribute") and imported when it is needed, so that reading all systems costs nothing.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

GROUPS = ("Crystals", "Discover", "Understand", "Workbench")


@dataclass(frozen=True, slots=True)
class HomeCard:
    """A card on the home page; with `button`, its label, there is also a button that leads to the system's page."""

    title: str
    text: str
    button: str = ""
    icon: str = ""
    """That of the system where there is none."""


@dataclass(frozen=True, slots=True)
class SystemJob:
    """A kind of job: its name on record, its title on pages, and the name of its `mi_core.jobs.kinds.JobKind`."""

    name: str
    title: str
    kind: str
    on_page: bool = True
    """Whether the system's page shows the result of such a job."""


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """One system of the workbench."""

    key: str
    """Name of its file in pages/, and so the path in the address."""
    title: str
    icon: str
    group: str
    """Which of GROUPS holds its page in the navigation."""
    help: str
    home_cards: tuple[HomeCard, ...] = ()
    jobs: tuple[SystemJob, ...] = ()
    input_commands: tuple[str, ...] = ()
    """Modules with `add_parser`, of commands that say what was understood of an input; listed before all others."""
    commands: tuple[str, ...] = ()
    """Modules with `add_parser`, of all other commands."""
    warm_up: tuple[str | Callable[[], Iterator[Any]], ...] = ()
    """What to load while nobody waits: modules, and generators that load one thing before each yield."""
    point_sets: tuple[str, ...] = ()
    """Points in the layers of its own networks, each the name of a `mi_core.representations.mapped.PointSet`."""
    layered_models: tuple[str, ...] = ()
    """Networks of its own that the command represent can ask, each the name of a `mi_core.representations.asked.Offered`."""
    prediction_remark: str = ""
    """A function of a target's key and a model's name that returns what to add to such a prediction, in Markdown, or ""."""

    @property
    def page(self) -> str:
        """The file of its page, as Streamlit's navigation takes it."""
        return f"pages/{self.key}.py"


def load(name: str) -> Any:
    """Import what a system names: a module, or an attribute of one."""
    module, _, attribute = name.partition(":")
    imported = importlib.import_module(module)
    return getattr(imported, attribute) if attribute else imported
