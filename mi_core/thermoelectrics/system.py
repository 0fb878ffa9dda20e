"""Thermoelectrics as a system of the workbench."""

from mi_core.system import HomeCard, System, SystemJob

SYSTEM = System(
    key="thermoelectrics",
    title="Thermoelectrics",
    icon=":material/device_thermostat:",
    group="Discover",
    help="Predict S, σ, κ and zT of a formula or a series, and see what a measured thermoelectric could reach.",
    home_cards=(
        HomeCard(
            "Predict thermoelectrics",
            "A formula or a series in; Seebeck coefficient, conductivities and zT against temperature out, with intervals, "
            "beside what was measured. Or your own measurements in, and zT at the best doping out.",
        ),
    ),
    jobs=(
        SystemJob(
            "thermoelectric-ranking", "Thermoelectric ranking", "mi_core.thermoelectrics.ranking.job:KIND"
        ),
    ),
    commands=("mi_core.thermoelectrics.commands", "mi_core.thermoelectrics.computed.commands"),
)
