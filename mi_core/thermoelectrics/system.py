"""Thermoelectrics as a system of the workbench."""

from mi_core.system import HomeCard, System, SystemJob

SYSTEM = System(
    key="thermoelectrics",
    title="Thermoelectrics",
    icon=":material/device_thermostat:",
    group="Discover",
    help="See what a measured thermoelectric could reach, and what holds it back.",
    home_cards=(
        HomeCard(
            "Judge thermoelectrics",
            "Measured Seebeck coefficients and conductivities in; what carries the heat, zT, and zT at the best doping out.",
        ),
    ),
    jobs=(
        SystemJob(
            "thermoelectric-ranking", "Thermoelectric ranking", "mi_core.thermoelectrics.ranking.job:KIND"
        ),
    ),
    commands=("mi_core.thermoelectrics.commands",),
)
