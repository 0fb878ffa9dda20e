"""Voxels as a system of the workbench."""

from mi_core.system import HomeCard, System

SYSTEM = System(
    key="voxels",
    title="Voxels",
    icon=":material/blur_on:",
    group="Understand",
    help="See a crystal's electron density in reciprocal space, as networks read it, and what they cannot see there.",
    home_cards=(
        HomeCard(
            "See densities as networks do",
            "The electron density of a crystal's free atoms as voxels of reciprocal space, its spectrum, the density in the "
            "cell, and what of a crystal such voxels cannot tell.",
        ),
    ),
    commands=("mi_core.voxels.commands",),
)
