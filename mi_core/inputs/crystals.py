"""Crystals, and the descriptors of them that regressors ask for by name."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from mi_core.inputs.kind import InputKind
from mi_core.structures.ordered import ordered_crystal

if TYPE_CHECKING:
    from collections.abc import Mapping

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


class Descriptor(NamedTuple):
    """A transformer from materials with crystals, as "module:class", imported when it is made; and its parameters."""

    factory: str
    parameters: Mapping[str, Any] = {}


# What a regressor asks for by name.
GRAPH = "crystal-graph"  # equal atoms stored once
WITH_FORMULA = "formula-graph"  # the same, and the formula beside it
RECIPROCAL = "reciprocal-points"  # the moduli of the density in reciprocal space
SHELLS = "reciprocal-shells"  # their sums over shells
SOAP = "soap"
EWALD = "ewald-spectrum"
SINE = "sine-spectrum"
DESCRIPTORS = {
    GRAPH: Descriptor("mi_core.descriptors.graph:CrystalGraphs", {"merge_atoms": True}),
    WITH_FORMULA: Descriptor("mi_core.descriptors.formula_graphs:FormulaGraphs"),
    RECIPROCAL: Descriptor("mi_core.descriptors.reciprocal.points:ReciprocalPointsOf"),
    SHELLS: Descriptor("mi_core.descriptors.reciprocal.shells:ReciprocalShells"),
    SOAP: Descriptor("mi_core.descriptors.crystals.soap:SmoothOverlap"),
    EWALD: Descriptor("mi_core.descriptors.crystals.ewald:EwaldSpectrum"),
    SINE: Descriptor("mi_core.descriptors.crystals.sine:SineSpectrum"),
}


def described_crystals(features: str | tuple[str, ...] = GRAPH):
    """Return the transformer of that name among DESCRIPTORS.

    Any other choice is the user's, of element properties, which do not matter here: crystal graphs.
    """
    found = DESCRIPTORS.get(features if isinstance(features, str) else GRAPH, DESCRIPTORS[GRAPH])
    module, _, name = found.factory.partition(":")
    return getattr(import_module(module), name)(**found.parameters)


CRYSTAL = InputKind(
    key="structure",
    noun="crystal",
    title="a crystal structure",
    read=ordered_crystal,
    columns=("cif",),
    materials=from_cif,
    describe=described_crystals,
)
