"""The part of the page that explains an answer: its derivative by the density in the cell, beside the answer key."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from mi_core.errors import InputError
from mi_core.voxels.described import SMEARING_A
from mi_core.voxels.models import HARTREE
from mi_core.voxels.web import asked, held
from mi_core.voxels.web.controls import choose_height, choose_share
from mi_core.voxels.web.derivatives import (
    HEADINGS,
    KEY,
    NETWORK,
    against_key,
    as_drawn,
    fields_of,
    plane_of,
    smearing_words,
)
from mi_core.voxels.web.opinion import second_opinion
from mi_core.voxels.web.trust import how_far_to_trust
from mi_core.voxels.web.view import PAGE
from mi_core.web.components.downloads import file_button, frame_download
from mi_core.web.components.figure_downloads import figure_with_downloads
from mi_core.web.components.formulas import escaped

if TYPE_CHECKING:
    from pymatgen.core import Structure

    from mi_core.descriptors.reciprocal.coefficients import Coefficients
    from mi_core.structures.material import Material
    from mi_core.voxels.explained import Explanation
    from mi_core.voxels.models import Answer

MOST_ATOMS = 100  # a derivative is of 64 orientations
LABELS = {NETWORK: "network", KEY: "key"}  # in names of files
READING = (
    "What an electron added at r would change of the answer, as the network has it: red raises, blue lowers. The mean over "
    "the cell is left out."
)


def explained_part(material: Material, name: str) -> None:
    """Explain an answer of a model on voxels to a crystal."""
    catalogue, cards, answers = asked.models()
    if not answers:
        asked.no_voxel_model()
        return
    structure = _small_enough(material)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        answer = _choose(answers, catalogue, cards)
        view = PAGE.now()
        view.ripples = st.toggle(
            "Unsmeared, with ripples",
            value=view.ripples,
            key=f"voxels_explained_ripples_{PAGE.turn()}",
            help=f"All that the network reads, up to 11.4 Å⁻¹. Else both fields are smeared by σ = {SMEARING_A} Å.",
        )
    if reason := catalogue.find(answer.model).scope(material):
        st.warning(
            f"The model is not meant for this crystal: {escaped(reason)} What follows is what the network does even so.",
            icon=":material/warning:",
        )
    with st.spinner("Asking the network in 64 orientations …"):
        found = asked.explanation(material, answer)
    how_far_to_trust(material, answer, found, catalogue.targets[answer.target].title)
    _pictures(found, structure, f"{name}-{answer.target}")
    second_opinion(material, answer, f"{name}-{answer.target}")


def _small_enough(material: Material) -> Structure:
    from mi_core.structures.ordered import ordered_crystal

    structure = ordered_crystal(material)
    if len(structure) > MOST_ATOMS:
        raise InputError(
            f"{material.formula} has {len(structure):,} atoms in its cell, and explanations are computed of at most "
            f"{MOST_ATOMS}; show its primitive cell."
        )
    return structure


def _choose(answers: dict[str, Answer], catalogue, cards) -> Answer:
    """Offer what models on voxels answer, the Hartree energy first."""
    keys = sorted(answers, key=lambda key: answers[key].target != HARTREE)
    view = PAGE.now()
    view.answer = view.answer if view.answer in answers else keys[0]

    def words(key: str) -> str:
        answer = answers[key]
        title = catalogue.targets[answer.target].title
        alone = sum(other.target == answer.target for other in answers.values()) == 1
        return title if alone else f"{title} · {cards[answer.model].title}"

    view.answer = st.selectbox(
        "Answer to explain",
        keys,
        index=keys.index(view.answer),
        format_func=words,
        key=f"voxels_answer_{PAGE.turn()}",
        width=360,
    )
    return answers[view.answer]


def _pictures(found: Explanation, structure: Structure, name: str) -> None:
    """Draw the derivative, and beside it the key where there is one."""
    left, right = st.columns(2, gap="medium")
    view = PAGE.now()
    with left:
        view.contour = choose_share(view.contour, "contour")
    with right:
        axis, height = choose_height()
    for symbol, (coefficients, unit) in fields_of(found).items():
        st.markdown(f"**{HEADINGS[symbol]}**")
        label = f"{name}-{LABELS[symbol]}"
        drawn = as_drawn(coefficients, _sigma())
        left, right = st.columns(2, gap="medium")
        with left:
            _surfaces(drawn, structure, symbol, unit, label)
        with right:
            figure_with_downloads(plane_of(drawn, structure, (axis, height), symbol, unit), f"{label}-plane")
    left, right = st.columns(2, gap="medium")
    if found.potential is not None:
        with left:
            figure = against_key(found, found.potential, structure, _sigma())
            figure_with_downloads(figure, f"{name}-against-key")
    with right if found.potential is not None else left:
        st.markdown(READING)
        st.markdown(smearing_words(_sigma()))
        _downloads(found, structure, name)


def _surfaces(coefficients: Coefficients, structure: Structure, symbol: str, unit: str, name: str) -> None:
    from mi_core.voxels.figures.explained import signed_surfaces
    from mi_core.voxels.written import field_values

    values = field_values(coefficients, structure, held.drawn_spacing(structure))
    figure = signed_surfaces(values, structure, PAGE.now().contour, symbol=symbol, unit=unit)
    figure_with_downloads(figure, f"{name}-surfaces")


def _downloads(found: Explanation, structure: Structure, name: str) -> None:
    from mi_core.voxels.written import cube_bytes, explanation_table, npz_bytes

    spacing = held.drawn_spacing(structure)
    drawn = replace(found, derivative=as_drawn(found.derivative, _sigma()))
    if found.potential is not None:
        drawn = replace(drawn, potential=as_drawn(found.potential, _sigma()))
    with st.container(horizontal=True, gap="small"):
        file_button(
            "Derivative as cube file", name, "cube", "text/plain",
            lambda: cube_bytes(drawn, structure, spacing, f"derivative of {name} by the density"),
            key="voxels_explained_cube", help="As drawn, in eV per electron where the answer is an energy.",
        )  # fmt: skip
        file_button(
            "Fields as npz", f"{name}-fields", "npz", "application/octet-stream",
            lambda: npz_bytes(drawn, structure, spacing), key="voxels_explained_npz",
            help="`derivative` and, where there is a key, `hartree` on a grid of the cell, as drawn; `cell` in Å; `unit`.",
        )  # fmt: skip
        frame_download(
            explanation_table(found, structure),
            f"{name}-coefficients",
            key="voxels_explained_csv",
            label="Coefficients as CSV",
        )


def _sigma() -> float:
    return 0.0 if PAGE.now().ripples else SMEARING_A
