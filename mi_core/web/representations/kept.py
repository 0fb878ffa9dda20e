"""What the page computes, kept so that a rerun repeats nothing: networks, their points, maps, and comparisons."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import streamlit as st

from mi_core.inputs import find_kind
from mi_core.representations.known import EXAMPLE, YOURS
from mi_core.representations.mapping import mapped_points, random_layers
from mi_core.representations.samples import training_sample
from mi_core.representations.trained import layered_network

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from mi_core.pretrained.catalogue import Catalogue
    from mi_core.pretrained.model import TrainedModel
    from mi_core.representations.layers import Layers
    from mi_core.representations.mapped import Mapped, PointSet
    from mi_core.structures.material import Material

MOST_COMPARED = 1000  # points that measures and clusters are computed of
SEEDS = (0, 1, 2)  # of random weights


class Question(NamedTuple):
    """Which points are looked at; equal for equal points.

    model, files : its name and the hashes of its files; of : kind of points; size : of the sample of its training set;
    own : the user's materials, by what they are.
    """

    model: str
    files: str
    of: str
    size: int
    own: tuple[str, ...]


@st.cache_resource(max_entries=8, show_spinner=False)
def points(asked: Question, _catalogue: Catalogue, _own: list[Material], _titles: dict[str, str]) -> Mapped:
    """Return the points of materials that a model learned and of the user's own."""
    model = _catalogue.load(asked.model)
    materials, values, origins = _materials(model, asked.size, _own)
    network = layered_network(model)
    return mapped_points(network, materials, asked.of, values=values, titles=_titles, origins=origins)


@st.cache_resource(max_entries=8, show_spinner=False)
def with_tsne(asked: Question, _points: Mapped) -> Mapped:  # noqa: ARG001 - what the answer is kept by
    """Return the points with maps by t-SNE, too."""
    from mi_core.representations.mapping import with_tsne as mapped_by_tsne

    return mapped_by_tsne(_points)


@st.cache_resource(max_entries=4, show_spinner=False)
def at_random(asked: Question, rows: tuple[int, ...], _catalogue: Catalogue, _points: Mapped) -> list[Layers]:
    """Return some of the same points in networks that have learned nothing, one per seed."""
    import numpy as np

    network = layered_network(_catalogue.load(asked.model))
    return random_layers(network, list(_points.materials.values()), asked.of, SEEDS, np.array(rows))


@st.cache_resource(max_entries=2, show_spinner=False)
def set_at_random(name: str, rows: tuple[int, ...], _set: PointSet) -> list[Layers]:  # noqa: ARG001 - what the answer is kept by
    """Return some points of a set in networks that have learned nothing, one per seed."""
    import numpy as np

    assert _set.random is not None
    return [_set.random(seed).at(np.array(rows)) for seed in SEEDS]


@st.cache_data(max_entries=32, show_spinner=False)
def compared(question: tuple, _trained: Layers, _random: list[Layers], _labels: np.ndarray) -> pd.DataFrame:  # noqa: ARG001 - what the answer is kept by
    """Return how far each layer parts labels, beside networks that have learned nothing; equal for equal questions."""
    from mi_core.representations.comparison import compare_layers

    return compare_layers(_trained, _random, _labels)


def some_rows(n: int, most: int = MOST_COMPARED) -> np.ndarray:
    """Return the numbers of at most so many of n points, always the same ones."""
    import numpy as np

    return np.sort(np.random.default_rng(0).permutation(n)[:most])


def _materials(
    model: TrainedModel, size: int, own: list[Material]
) -> tuple[list[Material], pd.DataFrame, dict[str, str]]:
    """Return the user's materials, then those that the model learned, or the examples where these are not at hand.

    Beside them the true values of what was learned, and whose each material is.
    """
    learned, values = training_sample(model, size)
    mine = {material.id for material in own}
    others = [material for material in learned or _examples(model) if material.id not in mine]
    origins = dict.fromkeys(mine, YOURS)
    if not learned:
        origins |= dict.fromkeys((material.id for material in others), EXAMPLE)
    return [*own, *others], values[~values["id"].isin(mine)], origins


def _examples(model: TrainedModel) -> list[Material]:
    from mi_core.structures.examples import load_examples

    kind = find_kind(model.card.takes)
    return [material for material in load_examples() if kind.why_not(material) is None]
