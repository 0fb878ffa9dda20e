"""What the page says of how far an explanation can be trusted, in numbers and in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.voxels.models import HARTREE
from mi_core.voxels.numbers import explanation_numbers
from mi_core.voxels.web import asked
from mi_core.voxels.web.controls import say_numbers

if TYPE_CHECKING:
    from mi_core.structures.material import Material
    from mi_core.voxels.explained import Explanation
    from mi_core.voxels.models import Answer


def how_far_to_trust(material: Material, answer: Answer, found: Explanation, title: str) -> None:
    """Print the marks that an explanation gets, or those that the one with an answer key gets on the same crystal."""
    from mi_core.voxels.doubts import no_key_sentences

    say_numbers(explanation_numbers(found))
    if answer.target == HARTREE:
        return
    _, cards, answers = asked.models()
    keyed = next((other for other in answers.values() if other.target == HARTREE), None)
    of_key = asked.explanation(material, keyed) if keyed else None
    first, *others = no_key_sentences(title, cards[answer.model], of_key)
    st.warning(f"**{first}** {' '.join(others)}", icon=":material/warning:")
