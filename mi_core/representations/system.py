"""Representations as a system of the workbench."""

from mi_core.system import HomeCard, System

SYSTEM = System(
    key="representations",
    title="Representations",
    icon=":material/bubble_chart:",
    group="Understand",
    help="See what networks have learned: maps of each of their layers, and how far these part what is labelled.",
    home_cards=(
        HomeCard(
            "See what networks have learned",
            "Atoms, elements and crystals on maps that move from layer to layer of a trained network, beside each in 3D, "
            "whether layers part what is known more than random weights do, and which materials only the network parts.",
        ),
    ),
    commands=("mi_core.commands.represent",),
    warm_up=("sklearn.linear_model", "mi_core.representations.comparison"),
)
