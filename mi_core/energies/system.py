"""Energies as a system of the workbench."""

from mi_core.system import HomeCard, System, SystemJob

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
)
