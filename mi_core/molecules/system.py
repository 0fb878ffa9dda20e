"""Molecules as a system of the workbench."""

from mi_core.system import HomeCard, System, SystemJob

SYSTEM = System(
    key="molecules",
    title="Molecules",
    icon=":material/hub:",
    group="Discover",
    help="Predict 48 properties of molecules, and learn your own from fifty measurements with the tasks that help.",
    home_cards=(
        HomeCard(
            "Bring fifty molecules",
            "Draw, paste or drop molecules: solubility, melting point, toxicity and 45 more, with intervals. Or bring a "
            "property of your own: which known tasks help it, and whether the gain is real.",
            button="Molecules",
        ),
    ),
    jobs=(
        SystemJob(
            "molecules-supports",
            "Comparison of support tasks",
            "mi_core.molecules.supports.job:KIND",
            on_page=False,
        ),
        SystemJob(
            "molecules-affinity",
            "Affinities of molecular tasks",
            "mi_core.molecules.affinity.job:KIND",
            on_page=False,
        ),
        SystemJob("molecules-transfer", "A task of one's own", "mi_core.molecules.transfer.job:KIND"),
        SystemJob(
            "molecules-own-affinity",
            "Exact affinities of a task of one's own",
            "mi_core.molecules.transfer.exact.job:KIND",
        ),
    ),
    commands=("mi_core.molecules.commands.molecules",),
    point_sets=("mi_core.molecules.point_set:MOLECULES",),
)
