"""What the page says of how far an explanation can be trusted, in numbers and in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.voxels.models import HARTREE
from mi_core.voxels.web import asked, held
from mi_core.voxels.web.controls import two_decimals

if TYPE_CHECKING:
    from mi_core.structures.material import Material
    from mi_core.voxels.explained import Explanation
    from mi_core.voxels.models import Answer

CORRELATION = (
    "Over the cell, all points alike, of δy/δρ and the Hartree potential, which δy/δρ of the exact energy is. In brackets "
    f"that of both fields smeared by σ = {held.SMEARING_A} Å."
)
SLOPE = "Of δy/δρ against the Hartree potential over the cell, eV per eV; 1 is exact. In brackets that of smeared fields."
HALVES = (
    "Correlation of the derivative averaged over 32 orientations with that over 32 others: below 1 the picture itself would "
    "change if other orientations were drawn."
)
EXTINCT = (
    "Reflections that the crystal extinguishes have no phase, and the answer has no derivative there: they add nothing to "
    "the picture. A change of the density that breaks the symmetry may still change the answer through them."
)


def how_far_to_trust(material: Material, answer: Answer, found: Explanation, title: str) -> None:
    """Print the marks that an explanation gets, or those that the one with an answer key gets on the same crystal."""
    _numbers(found)
    if answer.target != HARTREE:
        _warning(material, answer, title)


def _numbers(found: Explanation) -> None:
    sigma = held.SMEARING_A
    numbers = [
        (f"Two halves of the orientations agree to **{two_decimals(found.halves)}**", HALVES),
        (f"**{found.extinct:,}** of {len(found.gradient):,} reflections extinct", EXTINCT),
    ]
    if found.potential is not None:
        correlation = f"**{two_decimals(found.correlation())}** ({two_decimals(found.correlation(sigma))})"
        slope = f"**{two_decimals(found.slope())}** ({two_decimals(found.slope(sigma))})"
        numbers = [
            (f"Correlation with the answer key {correlation}", CORRELATION),
            (f"Slope {slope}", SLOPE),
            *numbers,
        ]
    with st.container(horizontal=True, gap="medium"):
        for words, explanation in numbers:
            st.markdown(words, help=explanation, width="content")


def _warning(material: Material, answer: Answer, title: str) -> None:
    st.warning(
        f"**No answer key is known for this picture ({title}).** {_measured_here(material)} {_learned(answer)} Read the "
        "picture as what the network does, not as physics.",
        icon=":material/warning:",
    )


def _learned(answer: Answer) -> str:
    """Say what the densities that a model learned are worth for its pictures."""
    from mi_core.voxels.explained import OF_FREE_ATOMS_ALONE
    from mi_core.voxels.models import learned_filtered

    if learned_filtered(asked.models()[1][answer.model]):
        return "This model learned filtered densities, too, but of these only the Hartree energy can be computed."
    plain, smeared = OF_FREE_ATOMS_ALONE
    return (
        "This model learned densities of free atoms alone. A network of Hartree energies that did so reached "
        f"{plain:.2f} ({smeared:.2f} smeared) in the median of 50 held-out cells, although its energies were right."
    )


def _measured_here(material: Material) -> str:
    """Say what the same picture of the Hartree energy is worth on the same crystal."""
    keyed = [answer for answer in asked.models()[2].values() if answer.target == HARTREE]
    if not keyed:
        return "No model of the Hartree energy is trained, on which such pictures could be measured here."
    found = asked.explanation(material, keyed[0])
    return (
        "Of the Hartree energy the true one is known: on this very crystal the picture of that model correlates with it to "
        f"**{two_decimals(found.correlation())}** ({two_decimals(found.correlation(held.SMEARING_A))} smeared)."
    )
