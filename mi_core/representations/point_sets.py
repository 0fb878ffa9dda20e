"""The sets of points that systems ship with their maps (`System.point_sets`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core import workbench
from mi_core.system import load

if TYPE_CHECKING:
    from mi_core.representations.mapped import PointSet


def point_sets() -> dict[str, PointSet]:
    """Return the sets by name; none of their points is loaded."""
    found = [load(name) for system in workbench.SYSTEMS for name in system.point_sets]
    return {one.name: one for one in found}
