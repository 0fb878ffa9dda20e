"""Voxels as a system of the workbench."""

from mi_core.system import HomeCard, System

SYSTEM = System(
    key="voxels",
    title="Voxels",
    icon=":material/blur_on:",
    group="Understand",
    help="See an electron density, of free atoms or of a CHGCAR, in the cell and in reciprocal space, as networks read it.",
    home_cards=(
        HomeCard(
            "See densities as networks do",
            "The electron density of a crystal's free atoms, or of your CHGCAR, LOCPOT or cube file: on the atoms, in "
            "planes and along lines, as voxels of reciprocal space, and what of a crystal such voxels cannot tell.",
        ),
    ),
    commands=("mi_core.voxels.commands",),
    warm_up=("skimage.measure", "mi_core.densities.reading", "mi_core.voxels.figures.field"),
)
