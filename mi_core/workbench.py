"""The systems of the workbench: the one place that lists them."""

from __future__ import annotations

from mi_core.system import System, load

#: Folders of mi_core, each with a `SYSTEM` in its system.py; pages, cards, jobs and commands follow this order.
SYSTEMS: tuple[System, ...] = tuple(
    load(f"mi_core.{folder}.system:SYSTEM")
    for folder in (
        "structures",
        "prediction",
        "energies",
        "comparison",
        "screening",
        "alloys",
        "thermoelectrics",
        "voxels",
        "molecules",
        "representations",
        "potentials",
        "pretrained",
        "jobs",
    )
)
