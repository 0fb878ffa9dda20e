"""What the page computes once for all sessions: frames of files, answers, curves, constants."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pandas as pd
    from ase import Atoms

    from mi_core.potentials.frames.frame import Frame
    from mi_core.potentials.frames.given import Given
    from mi_core.potentials.learned import LearnedPotential, Prediction
    from mi_core.potentials.mechanics.elastic import Elasticity
    from mi_core.potentials.mechanics.volume import EnergyVolume
    from mi_core.potentials.web.asked import Asked


class Answers(NamedTuple):
    """The table of `mi_core.potentials.evaluation.evaluate`, and the whole answer of each frame."""

    table: pd.DataFrame
    predictions: list[Prediction | None]


@st.cache_resource(max_entries=8, show_spinner="Reading the frames …")
def frames_to_ask(path: Path) -> Given:
    """Return the frames of a file to ask about; InputError where none can be used."""
    from mi_core.potentials.frames.given import frames_to_ask

    return frames_to_ask(path)


@st.cache_resource(max_entries=8, show_spinner="Reading and checking the frames …")
def frames_to_learn(path: Path) -> Given:
    """Return the frames of a file to learn from; InputError where they cannot be learned from."""
    from mi_core.potentials.frames.given import frames_to_learn

    return frames_to_learn(path)


@st.cache_resource(max_entries=8, show_spinner=False)
def examples(elements: tuple[str, ...]) -> list[Frame]:
    """Return the examples of a potential's elements."""
    from mi_core.potentials.examples.to_ask import example_frames

    return example_frames(elements)


@st.cache_resource(max_entries=8, show_spinner=False)
def hop(element: str) -> list[Frame]:
    """Return a vacancy of an element before and after a jump."""
    from mi_core.potentials.barriers.example import vacancy_hop

    return vacancy_hop(element)


_BY_CONTENT: dict[str | type[Any], Callable[[Any], Any]] = {
    "mi_core.potentials.learned.LearnedPotential": lambda learned: (
        learned.name,
        sorted(learned.card.files.items()),
    ),
    "mi_core.potentials.web.asked.Asked": lambda asked: asked.key,
    "ase.atoms.Atoms": lambda atoms: (
        atoms.numbers.tobytes(),
        atoms.positions.tobytes(),
        atoms.cell.array.tobytes(),
        atoms.pbc.tolist(),
    ),
}


@st.cache_resource(max_entries=16, show_spinner="Asking the potential …", hash_funcs=_BY_CONTENT)
def answers(learned: LearnedPotential, asked: Asked) -> Answers:
    """Return what a potential says of frames."""
    from mi_core.potentials.evaluation import evaluate

    return Answers(*evaluate(learned, asked.frames))


@st.cache_resource(max_entries=64, show_spinner="Changing the volume …", hash_funcs=_BY_CONTENT)
def energy_volume(learned: LearnedPotential, atoms: Atoms) -> EnergyVolume:
    """Return the energy of a crystal over its volume; InputError where it is none, or too large."""
    from mi_core.potentials.mechanics.volume import energy_volume

    return energy_volume(learned, atoms)


@st.cache_resource(max_entries=32, show_spinner="Straining the crystal …", hash_funcs=_BY_CONTENT)
def elastic_constants(learned: LearnedPotential, atoms: Atoms) -> Elasticity:
    """Return the elastic constants of a crystal; InputError where it is none, too large, or does not come to rest."""
    from mi_core.potentials.mechanics.elastic import elastic_constants

    return elastic_constants(learned, atoms)
