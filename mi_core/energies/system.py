"""Energies as a system of the workbench."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.system import HomeCard, System, SystemJob

if TYPE_CHECKING:
    from collections.abc import Iterator


def load_potential_and_phases() -> Iterator[object]:
    """Load the universal potential and the competing phases, on which the first answer would wait."""
    from mi_core.phases.hull import shipped_hull
    from mi_core.universal.offered import load_potential

    yield shipped_hull()
    yield load_potential().calculator()


SYSTEM = System(
    key="stability",
    title="Stability",
    icon=":material/terrain:",
    group="Crystals",
    help="How stable your crystals are: relaxation, formation energy, distance to the hull, and what they decompose into.",
    home_cards=(
        HomeCard(
            "See whether a crystal is stable",
            "Relax crystals on a universal potential, and see how far they lie above the hull of all known phases and what "
            "they would decompose into; offline, with intervals.",
            button="Stability",
        ),
    ),
    jobs=(SystemJob("energies-relax", "Crystals brought to rest", "mi_core.energies.relaxation.job:KIND"),),
    commands=("mi_core.energies.commands.relax", "mi_core.energies.commands.hull"),
    warm_up=("mi_core.energies.stability", load_potential_and_phases),
)
