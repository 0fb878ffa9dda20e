"""Why an explanation that no answer key exists for is not to be taken at its word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.voxels.described import SMEARING_A
from mi_core.voxels.explained import OF_FREE_ATOMS_ALONE
from mi_core.voxels.models import learned_filtered
from mi_core.voxels.numbers import two_decimals

if TYPE_CHECKING:
    from mi_core.pretrained.card import ModelCard
    from mi_core.voxels.explained import Explanation


def no_key_sentences(title: str, card: ModelCard, keyed: Explanation | None) -> list[str]:
    """Return the warning about the picture of a property of this title, which has no answer key.

    card : of the model; keyed : what a model of the Hartree energy says of the same crystal, None without one.
    """
    return [
        f"No answer key is known for this picture ({title}).",
        _measured_here(keyed),
        _learned(card),
        "Read the picture as what the network does, not as physics.",
    ]


def _learned(card: ModelCard) -> str:
    """Say what the densities that a model learned are worth for its pictures."""
    if learned_filtered(card):
        return "This model learned filtered densities, too, but of these only the Hartree energy can be computed."
    plain, smeared = OF_FREE_ATOMS_ALONE
    return (
        "This model learned densities of free atoms alone. A network of Hartree energies that did so reached "
        f"{plain:.2f} ({smeared:.2f} smeared) in the median of 50 held-out cells, although its energies were right."
    )


def _measured_here(keyed: Explanation | None) -> str:
    """Say what the same picture of the Hartree energy is worth on the same crystal."""
    if keyed is None:
        return "No model of the Hartree energy is trained, on which such pictures could be measured here."
    return (
        "Of the Hartree energy the true one is known: on this very crystal the picture of that model correlates with it to "
        f"{two_decimals(keyed.correlation())} ({two_decimals(keyed.correlation(SMEARING_A))} smeared)."
    )
