"""The figures of a study of a task of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.molecules.figures.held_out import held_out_figure
from mi_core.molecules.figures.learning import learning_figure
from mi_core.molecules.figures.method_errors import method_errors_figure
from mi_core.molecules.figures.own_affinities import affinity_figure
from mi_core.molecules.report.own_task import OwnFigures

if TYPE_CHECKING:
    from mi_core.molecules.own_study import OwnStudy


def own_figures(found: OwnStudy) -> OwnFigures:
    """Return the figures that a page and a report show of a study."""
    return OwnFigures(
        errors=method_errors_figure(found.methods, found.split_errors(), found.verdict["measure"]),
        affinities=affinity_figure(found.affinities),
        held_out=held_out_figure(found.held_out, found.target, found.found["classes"]),
        learning=learning_figure(found.curve, found.found["molecules"]),
    )
