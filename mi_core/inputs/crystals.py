"""Crystals, read as graphs of their atoms, or in reciprocal space."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.inputs.kind import InputKind
from mi_core.structures.ordered import ordered_crystal

if TYPE_CHECKING:
    import pandas as pd

    from mi_core.structures.material import Material


def from_cif(frame: pd.DataFrame) -> list[Material]:
    """Return one material per row, from the columns id and cif; an unreadable crystal is marked so."""
    from mi_core.structures.formats import cif
    from mi_core.structures.limits import Limits

    limits = Limits()
    return [
        next(iter(cif.rows(text, row_id, row_id, limits)))
        for row_id, text in zip(frame["id"], frame["cif"], strict=True)
    ]


WITH_FORMULA = "formula-graph"  # what a regressor asks for that reads the formula beside the graph
RECIPROCAL = "reciprocal-points"  # or the moduli of the density in reciprocal space


def crystal_graphs(features: str | tuple[str, ...] = ()):
    """Return the transformer to crystal graphs, equal atoms stored once, or to what else a regressor asks for by name.

    The user's choices of features do not matter.
    """
    if features == RECIPROCAL:
        from mi_core.descriptors.reciprocal.points import ReciprocalPointsOf

        return ReciprocalPointsOf()
    if features == WITH_FORMULA:
        from mi_core.descriptors.formula_graphs import FormulaGraphs

        return FormulaGraphs()
    from mi_core.descriptors.graph import CrystalGraphs

    return CrystalGraphs(merge_atoms=True)


CRYSTAL = InputKind(
    key="structure",
    noun="crystal",
    title="a crystal structure",
    read=ordered_crystal,
    columns=("cif",),
    materials=from_cif,
    describe=crystal_graphs,
)
