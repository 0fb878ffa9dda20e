"""How the affinities were computed, and what they do not say."""

from __future__ import annotations

import streamlit as st

from mi_core.molecules.affinity.drawn import MOST
from mi_core.molecules.affinity.exact import EPOCHS, STEPS_OF_AN_EPOCH
from mi_core.molecules.affinity.measures import MEASURES
from mi_core.molecules.affinity.shipped import COMMAND

CAVEATS = {
    "A direction each way": "Solubility may help an assay that does nothing for solubility: a(i ← j) is what j does "
    "to i, and the map is not symmetric.",
    "Chance is in every number": "Trainings that differ in their seed alone end apart; trust what lies beyond twice its "
    "standard error. One seed has none: its numbers are a hint.",
    "Pairs, not sets": "Four tasks that each help alone need not help together; where your own task is learned, the "
    "proposed set is tested as a whole.",
    "Few molecules, small networks": "What helps a task of hundreds of labels may not help one of thousands.",
    "Frozen encoders do not train together": "Below 0, an encoder tells less than one that learned nothing; that is not "
    "the harm which two tasks do to each other while a network learns both.",
    "A joint training looks ahead one small step": "Its order counts, not its size, which is not that of a whole training.",
    "Alike molecules are the null hypothesis": "An affinity that only repeats which tables hold alike molecules "
    "tells nothing about the properties.",
}


def explained() -> None:
    """Say how each kind is computed, and the caveats."""
    with st.expander("How this was computed, and what it does not say", icon=":material/menu_book:"):
        for measure in MEASURES.values():
            st.markdown(f"**{measure.title}.** {measure.words}")
        st.markdown(
            f"All of them use the same molecules: a quarter of all is kept apart for trying the supports on; of the others "
            "one half may be learned and the other tests, whatever the task, mirror images on one side, and of each task at "
            f"most {MOST} are drawn for either. A training takes "
            f"{EPOCHS} × {STEPS_OF_AN_EPOCH} steps, alone or in a pair. Errors are squared errors or, of classes, cross "
            "entropies, over that of the mean of what was learned. After C. Fare et al., arXiv:1809.06334 (2018)."
        )
        st.markdown("\n".join(f"- **{title}.** {words}" for title, words in CAVEATS.items()))
        st.markdown(f"`{COMMAND} --kind twin --compute` computes a kind anew; `--help` says more.")
