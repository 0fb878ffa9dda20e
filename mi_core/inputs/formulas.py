"""Formulas, described by statistics of their elements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.errors import InputError
from mi_core.inputs.kind import Basis, InputKind
from mi_core.structures.material import Material

if TYPE_CHECKING:
    import pandas as pd


WITH_CRYSTAL = "transport-crystal"  # the only choice of features that reads the crystal, too
#: Choices of features that describe a compound for transport, of whatever kind its row is.
TRANSPORT = {"transport": "12 descriptors of transport", WITH_CRYSTAL: "24 descriptors of transport"}


def formula_of(material: Material) -> str:
    """Return the formula of a material; InputError where there is none."""
    if not material.formula:
        raise InputError(f"{material.id} has no formula; give a crystal or a formula such as SrTiO3.")
    return material.formula


def from_formula(frame: pd.DataFrame) -> list[Material]:
    """Return one material per row, from the columns id and formula."""
    return [Material(id=i, source=i, formula=f) for i, f in zip(frame["id"], frame["formula"], strict=True)]


def statistics(features: str | tuple[str, ...]):
    """Return the transformer to statistics of element properties over the composition."""
    if features in TRANSPORT:
        from mi_core.descriptors.transport import TransportDescriptors

        return TransportDescriptors(crystal=features == WITH_CRYSTAL)
    from mi_core.descriptors.composition import PROPERTIES, CompositionStatistics
    from mi_core.descriptors.elements import element_table
    from mi_core.descriptors.sites import BASELINE

    named = {"baseline": BASELINE, "candidates": tuple(element_table())}
    return CompositionStatistics(named.get(features, PROPERTIES) if isinstance(features, str) else features)


FORMULA = InputKind(
    key="formula",
    noun="formula",
    title="a formula",
    read=formula_of,
    columns=("formula",),
    materials=from_formula,
    describe=statistics,
    features={
        **dict.fromkeys(("selected", "extended", "pairs"), "composition statistics"),
        "candidates": "all candidate features",
        **TRANSPORT,
        "baseline": "group and row",
    },
    batch=1000,
    basis=Basis("†", "from composition – the same for all polymorphs", same_for_formula=True),
)
