"""Alloys as a system of the workbench."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.system import HomeCard, System, SystemJob

if TYPE_CHECKING:
    from collections.abc import Iterator


def load_models() -> Iterator[object]:
    """Load what the first proposals need: 2 s."""
    from mi_core.alloys.design.proposals import BEST
    from mi_core.alloys.models.surrogate import load_surrogate
    from mi_core.alloys.models.trained_store import load_trained
    from mi_core.alloys.thermodynamics.database.database import default_database

    yield load_surrogate()
    yield default_database()
    for name in BEST:
        yield load_trained(name)


SYSTEM = System(
    key="alloys",
    title="Alloys",
    icon=":material/experiment:",
    group="Discover",
    help="Wish for phases at temperatures, get aluminium alloys, and have CALPHAD check them.",
    home_cards=(
        HomeCard(
            "Design alloys",
            "Wish for phases at temperatures and leave the rest open: aluminium alloys that fit, each checked by CALPHAD.",
            button="Design alloys",
        ),
    ),
    jobs=(
        SystemJob("alloy-verify", "Verification of alloys", "mi_core.alloys.design.verify_job:KIND"),
        SystemJob("alloy-search", "Search of alloys in a database", "mi_core.alloys.design.search_job:KIND"),
        SystemJob(
            "alloy-section",
            "Section through a phase diagram",
            "mi_core.alloys.thermodynamics.results.section_job:KIND",
        ),
    ),
    commands=("mi_core.alloys.commands.alloys",),
    warm_up=("pycalphad", "mi_core.alloys.design.proposals", load_models),
)
