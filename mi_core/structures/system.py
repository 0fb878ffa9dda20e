"""Crystals as a system of the workbench."""

from mi_core.system import HomeCard, System

SYSTEM = System(
    key="structures",
    title="Structures",
    icon=":material/deployed_code:",
    group="Crystals",
    help="Read crystal files, check them, and look at them in 3D.",
    home_cards=(
        HomeCard(
            "Bring crystals",
            "CIF, POSCAR, XYZ, XSF, pymatgen JSON, a zip of them, or a table. Every file becomes a row; what cannot be used "
            "says why.",
            button="Open your crystals",
            icon=":material/upload_file:",
        ),
        HomeCard(
            "Look at them",
            "Turn the crystal in 3D, click an atom for its surroundings, read off symmetry and powder pattern.",
        ),
    ),
    input_commands=("mi_core.commands.structures",),
    warm_up=(
        "mi_core.structures.reading",
        "mi_core.structures.summary",
        "pymatgen.analysis.local_env",
        "pymatgen.analysis.diffraction.xrd",
        "plotly.graph_objects",
    ),
)
