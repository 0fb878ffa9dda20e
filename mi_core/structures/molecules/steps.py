"""The steps of RDKit's standardiser, made once, since making them takes longer than using them."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple


class Steps(NamedTuple):
    """What parts metals, draws groups in one way, moves charges to the strongest acid, and neutralises them."""

    disconnector: Any
    normalizer: Any
    reionizer: Any
    uncharger: Any


@cache
def steps() -> Steps:
    """Return the steps."""
    from rdkit.Chem.MolStandardize import rdMolStandardize

    return Steps(
        rdMolStandardize.MetalDisconnector(),
        rdMolStandardize.Normalizer(),
        rdMolStandardize.Reionizer(),
        rdMolStandardize.Uncharger(),
    )
