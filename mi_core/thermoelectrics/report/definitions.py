"""The quantities of a report: symbol, unit, and what is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.prediction.words import COVERAGE
from mi_core.targets import TARGETS
from mi_core.thermoelectrics.learned import TARGETS as PREDICTED
from mi_core.thermoelectrics.standing import CLASS_WORDS

if TYPE_CHECKING:
    from mi_core.thermoelectrics.display import Display

FOLLOWING = {
    "S²σT/κ": "zT that follows from the predicted S, σ and κ, beside the one that is predicted directly. Headroom and leg "
    "follow from these parts, too.",
    "Quality factor B": "Weighted mobility against the thermal conductivity of the lattice, for one parabolic band whose "
    "carriers are scattered by acoustic phonons; it says which zT the best doping would give.",
    f"{COVERAGE} interval": f"Holds the measured value in {COVERAGE} of cases like those that the model was tested on, "
    "among compositions as far from measured ones; of a sample from a paper of its own somewhat less.",
    "Domain": "Inside: composition and temperature resemble what the model learned, as it sees them; outside is a guess.",
    "Average zT": "∫zT dT/ΔT of S²σT/κ between the sides of the leg.",
    "Engineering zT": "(∫S dT)²/(∫ρ dT ∫κ dT)·ΔT with ρ = 1/σ: what counts where S, ρ and κ change along the leg.",
    "log10(S/m), log10(W/(m K))": "Conductivities are learned as decimal logarithms: an error of 0.3 is a factor of 2.",
    "Type": "n where S is negative, p where it is positive.",
    "Atoms that differ": "Share of the atoms that would have to be exchanged to make one composition of the other.",
}


def definitions(display: Display) -> dict[str, str]:
    """Return symbol and unit, or a word of the report → what it means; units as they are shown."""
    quantities = {
        display.of(key).label: f"{TARGETS[key].title}. {TARGETS[key].definition}" for key in PREDICTED
    }
    classes = {f"Nearest known: {relation}": words for relation, words in CLASS_WORDS.items()}
    return quantities | FOLLOWING | classes
