"""Potentials as a system of the workbench."""

from mi_core.system import HomeCard, System, SystemJob

SYSTEM = System(
    key="potentials",
    title="Potentials",
    icon=":material/scatter_plot:",
    group="Understand",
    help="Learn an interatomic potential from your frames, with error bars, and ask it for energies, forces and barriers.",
    home_cards=(
        HomeCard(
            "Learn a potential from frames",
            "Drop frames with energies and forces, of one or two elements: a potential with intervals in minutes, asked for "
            "energies, forces, elastic constants; two for silicon are there.",
            button="Potentials",
        ),
    ),
    jobs=(
        SystemJob("potentials-learn", "An interatomic potential", "mi_core.potentials.job:KIND"),
        SystemJob("potentials-barrier", "A barrier", "mi_core.potentials.barriers.job:KIND"),
    ),
    commands=("mi_core.potentials.commands.potential",),
    point_sets=("mi_core.potentials.environments.point_set:SILICON",),
    warm_up=("mi_core.potentials.environments.point_set",),
    layered_models=("mi_core.potentials.environments.layered:SILICON_NETWORK",),
)
