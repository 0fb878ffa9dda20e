"""One model applied to many candidates at once: what `TrainedModel.predict` says, by lookup in place of loops."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mi_core.errors import InputError
from mi_core.evaluation.groups import FAMILIES, OTHER
from mi_core.inputs.sites import SITES
from mi_core.pretrained.card import CRYSTALS
from mi_core.pretrained.model import at_least, pipeline_outputs
from mi_core.pretrained.store import list_models, load_model
from mi_core.screening.chemistry.elements import ELEMENTS
from mi_core.screening.known import abx3_elements

if TYPE_CHECKING:
    from mi_core.descriptors.sites import IndexedSites
    from mi_core.pretrained.card import ModelCard
    from mi_core.pretrained.model import TrainedModel

TARGET = "e_decomposition_ev_per_atom"
#: The models that answer by default, the first one that is in the store.
DEFAULT_MODELS = ("perovskite-hull-extra-trees", "wolverton-extra-trees")
#: With no more training compounds that have it on X, trees take an element for its neighbour: sulphur for oxygen.
FEW_ON_X = 10


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the model says of n candidates: arrays (n,), energies in eV/atom."""

    value: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    in_domain: np.ndarray


@dataclass(frozen=True, slots=True, eq=False)
class Predictor:
    """A model of site elements, and of every element of `symbols` its family and whether training knew it.

    Attributes
    ----------
    trained : TrainedModel
    symbols : tuple of str
    seen, seen_as_x : (n_symbols,) bool
        Whether the element occurred in training at all, and whether it was the X of more than FEW_ON_X compounds there.
    family_rank : (n_symbols,) int
        Position of its family in `mi_core.evaluation.groups`; the lowest of a compound's elements names the compound.
    """

    trained: TrainedModel
    symbols: tuple[str, ...]
    seen: np.ndarray
    seen_as_x: np.ndarray
    family_rank: np.ndarray

    def predict(self, candidates: IndexedSites) -> Outcome:
        """Return values, intervals and domain flags of candidates, whose `symbols` must be the predictor's.

        The flag is stricter than `TrainedModel.predict` in one point: an element that hardly ever was the X of a training
        compound is outside, wherever else it occurred.
        """
        trained = self.trained
        means, scales, representation = pipeline_outputs(trained.pipeline, candidates)
        column = list(trained.card.targets).index(TARGET)
        mean, minimum = means[:, column], trained.card.targets[TARGET]["minimum"]
        bounds = trained.intervals[TARGET].bounds(mean, scales[:, column], self._families(candidates))
        inside = self._elements_seen(candidates)  # the distance matters to these only
        inside &= scales[:, column] <= trained.intervals[TARGET].largest_scale
        inside[inside] = trained.domain.nearest_distance(representation[inside]) <= trained.domain.threshold
        value, lower, upper = (at_least(minimum, numbers) for numbers in (mean, *bounds))
        return Outcome(value, lower, upper, inside)

    def _families(self, candidates: IndexedSites) -> np.ndarray:
        ranks = [self.family_rank[candidates.on_site(site)].min(axis=1) for site in "abx"]
        return np.array([*FAMILIES, OTHER], dtype=object)[np.minimum.reduce(ranks)]

    def _elements_seen(self, candidates: IndexedSites) -> np.ndarray:
        known = [self.seen[candidates.on_site(site)].all(axis=1) for site in "ab"]
        known.append((self.seen & self.seen_as_x)[candidates.on_site("x")].all(axis=1))
        return np.logical_and.reduce(known)


def default_card() -> ModelCard | None:
    """Return the card of the model that screens by default; None where no such model is in the store."""
    cards = {card.name: card for card in list_models()}
    return next((cards[name] for name in DEFAULT_MODELS if name in cards), None)


def find_predictor(model: str | TrainedModel | None = None, symbols: tuple[str, ...] = ELEMENTS) -> Predictor:
    """Return the model to screen with, made ready for these elements; None takes the first of DEFAULT_MODELS there is.

    InputError, naming the models that can do it, for one that does not read sites or does not predict TARGET.
    """
    if model is None:
        model = card.name if (card := default_card()) else DEFAULT_MODELS[-1]
    trained = load_model(model, system=CRYSTALS) if isinstance(model, str) else model
    if trained.card.takes != SITES.key or TARGET not in trained.card.targets:
        able = [card.name for card in list_models() if card.takes == SITES.key and TARGET in card.targets]
        raise InputError(
            f"Model {trained.card.name!r} cannot screen: it must read the elements on A, B and X and predict {TARGET}; "
            f"choose one of {', '.join(able) or '(none is trained)'}."
        )
    return _made_ready(trained, symbols)


def _made_ready(trained: TrainedModel, symbols: tuple[str, ...]) -> Predictor:
    from pymatgen.core import Element

    numbers = [Element(symbol).Z for symbol in symbols]
    compositions = map(abx3_elements, trained.training["formula"])
    as_x = Counter(composition[1] for composition in compositions if composition is not None)
    return Predictor(
        trained,
        symbols,
        seen=np.array([z in trained.domain.elements for z in numbers]),
        seen_as_x=np.array([as_x[symbol] > FEW_ON_X for symbol in symbols]),
        family_rank=np.array(
            [next((i for i, zs in enumerate(FAMILIES.values()) if z in zs), len(FAMILIES)) for z in numbers]
        ),
    )
