"""The models on voxels that the page asks, and what they say of a crystal, kept so that a rerun repeats nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mi_core.structures.ordered import ordered_crystal
from mi_core.voxels.described import FREE_ATOMS
from mi_core.voxels.models import Answer, voxel_answers
from mi_core.voxels.web.noted import noted_of
from mi_core.web.cards.model import model_cards
from mi_core.web.crystals.cached import kept
from mi_core.web.prediction.view import workspace_catalogue

if TYPE_CHECKING:
    import pandas as pd
    from pymatgen.core import Structure

    from mi_core.pretrained.card import ModelCard
    from mi_core.pretrained.catalogue import Catalogue
    from mi_core.structures.material import Material
    from mi_core.voxels.explained import Explanation


def models() -> tuple[Catalogue, dict[str, ModelCard], dict[str, Answer]]:
    """Return all models with their cards, and what those on voxels answer."""
    catalogue = workspace_catalogue()
    cards = model_cards(catalogue.folders)
    return catalogue, cards, voxel_answers(catalogue, cards)


def no_voxel_model() -> None:
    """Say that no model reads voxels, and how to get one."""
    st.info(
        "No model that reads voxels is trained yet. Train one with `python -m mi_core train voxel-hartree`, whose "
        "explanations have an answer key, or `python -m mi_core train voxel-formation-energy`.",
        icon=":material/info:",
    )


def predictions(material: Material) -> pd.DataFrame:
    """Return the predictions of all models that share a target with a model on voxels, and note them."""
    from mi_core.voxels.report.crystals import Predicted

    catalogue, cards, answers = models()
    state = tuple((name, str(card.files)) for name, card in cards.items())
    frame = _predictions(material.structure, material.id, state, material, catalogue, answers)
    noted_of(ordered_crystal(material, FREE_ATOMS)).predicted = Predicted(frame, cards, catalogue.targets)
    return frame


def explanation(material: Material, answer: Answer) -> Explanation:
    """Return where in the cell a model's answer comes from, and note it; InputError for a crystal that it cannot read."""
    from mi_core.voxels.report.crystals import Explained

    catalogue, cards, _ = models()
    card = cards[answer.model]
    found = _explanation(material.structure, answer, str(card.files), material, catalogue)
    noted_of(ordered_crystal(material, FREE_ATOMS)).explained[answer.key] = Explained(
        catalogue.targets[answer.target], card, found, catalogue.find(answer.model).scope(material) or ""
    )
    return found


def occlusion(material: Material, answer: Answer) -> pd.DataFrame:
    """Return what becomes of a model's answer where parts of the density are left out; InputError as `explanation`."""
    catalogue, cards, _ = models()
    return _occlusion(material.structure, answer, str(cards[answer.model].files), material, catalogue)


# Streamlit tells calls apart by the arguments whose names do not begin with a line.


@kept(32)
def _predictions(
    structure: Structure,  # noqa: ARG001 - tells calls apart
    row_id: str,  # noqa: ARG001
    state: tuple,  # noqa: ARG001
    _material: Material,
    _catalogue: Catalogue,
    _answers: dict[str, Answer],
) -> pd.DataFrame:
    from mi_core.voxels.beside import predictions_beside

    return predictions_beside(_material, _answers, _catalogue)


@kept(16)
def _explanation(
    structure: Structure,  # noqa: ARG001 - tells calls apart
    answer: Answer,
    files: str,  # noqa: ARG001
    _material: Material,
    _catalogue: Catalogue,
) -> Explanation:
    from mi_core.voxels.explained import explain, reading

    return explain(reading(_catalogue.load(answer.model), answer, _material), answer)


@kept(16)
def _occlusion(
    structure: Structure, answer: Answer, files: str, _material: Material, _catalogue: Catalogue
) -> pd.DataFrame:
    from mi_core.voxels.explained import reading
    from mi_core.voxels.occlusion import occluded

    read = reading(_catalogue.load(answer.model), answer, _material)
    return occluded(read, answer, _explanation(structure, answer, files, _material, _catalogue))
