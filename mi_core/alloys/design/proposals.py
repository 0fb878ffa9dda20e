"""From a specification to ranked proposals: generate, score by the surrogate, refine the promising, keep different ones."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from mi_core.alloys.compositions.composition import ELEMENTS, wt_to_at
from mi_core.alloys.design.refine import refine
from mi_core.alloys.models.condition import condition_of
from mi_core.alloys.models.generators.amounts import LEAST_WT, within_bounds
from mi_core.alloys.specification.misses import distances, meets, wished_values
from mi_core.alloys.specification.wishes import wishes
from mi_core.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mi_core.alloys.models.condition import Condition
    from mi_core.alloys.models.surrogate import Surrogate
    from mi_core.alloys.specification.wishes import Specification

#: Models that answer when none is named, and how many candidates each gives.
BEST = {"flow_matching": 128, "cvae_mdn": 128, "nearest": 48}
CANDIDATES, NEIGHBOURS = 256, 16  # of a named model, and beside it
REFINED = 48  # candidates that are refined
SAME = 0.03  # distance in ln(1 + wt% / 0.05), the largest of any element: nearer ones are one proposal
#: What counts as one unit of missing a wish in the score, by kind.
SCORE_SCALES = {"phase": 0.02, "composition": 0.1, "derived": 5.0, "cost": 0.1}
UNMET = 0.5
DIVERSITY = 0.05  # score that a proposal may lose for being new


@dataclass(frozen=True, slots=True, eq=False)
class Proposal:
    """One proposed alloy.

    Attributes
    ----------
    wt, at : dict
        wt% and at% of the alloying elements that are there.
    fractions : (t, p)
        Mole fractions at `temperatures` (K) of `phases`: predicted by the surrogate, or computed where a user's own
        database was searched.
    misses : (wishes,)
        By how much each wish is missed, in its unit, 0 where it is met, in the order of `specification.wishes`.
    score : float
        1 where all wishes are met, less the further it is from that.
    designation, distance : str, float
        The nearest registered alloy, and its distance in wt%.
    cost : float
        USD per kg; NaN where an element has no price.
    values : (wishes,)
        What the alloy has of each quantity that is wished for, in its unit; NaN where unknown.
    """

    wt: dict[str, float]
    at: dict[str, float]
    fractions: np.ndarray
    temperatures: tuple[float, ...]
    phases: tuple[str, ...]
    misses: np.ndarray
    score: float
    designation: str
    distance: float
    cost: float
    values: np.ndarray


def design(
    spec: Specification,
    n: int = 10,
    model: str | None = None,
    seed: int = 0,
    *,
    prices: Mapping[str, float] | None = None,
) -> list[Proposal]:
    """Return at most n proposals, best first.

    model : a name of `generators.registry.GENERATORS`; without one the best answer together. prices : USD per kg by symbol.
    InputError for a model that is not known.
    """
    from mi_core.alloys.models.surrogate import load_surrogate

    surrogate = load_surrogate()
    wt = design_compositions(spec, surrogate, n, model, seed, prices=prices)
    return predicted_proposals(spec, surrogate, wt, prices)


def predicted_proposals(
    spec: Specification, surrogate: Surrogate, wt: np.ndarray, prices: Mapping[str, float] | None = None
) -> list[Proposal]:
    """Return given alloys (n, 9) in wt% as proposals for a specification, in their order."""
    fractions = surrogate.predict(wt)
    values = wished_values(spec, fractions, surrogate.temperatures, surrogate.phases, wt, prices=prices)
    missed = distances(wishes(spec), values)
    scores = scores_of(spec, missed)
    return [
        proposal_of(
            {symbol: round(float(part), 6) for symbol, part in zip(ELEMENTS, alloy, strict=True) if part > 0},
            prices,
            temperatures=surrogate.temperatures,
            phases=surrogate.phases,
            fractions=fractions[number],
            values=values[number],
            misses=missed[number],
            score=float(scores[number]),
        )
        for number, alloy in enumerate(wt)
    ]


def proposal_of(wt: dict[str, float], prices: Mapping[str, float] | None, **found: Any) -> Proposal:
    """Return an alloy (wt%) as a proposal; `found` is what was predicted or computed of it, by attribute."""
    from mi_core.alloys.compositions.designations import nearest_designation

    designation, distance = nearest_designation(wt)
    return Proposal(
        wt=wt,
        at=wt_to_at(wt),
        designation=designation.name,
        distance=float(distance),
        cost=cost_of(wt, prices),
        **found,
    )


def design_compositions(
    spec: Specification,
    surrogate: Surrogate,
    n: int,
    model: str | None = None,
    seed: int = 0,
    *,
    prices: Mapping[str, float] | None = None,
) -> np.ndarray:
    """Return the proposals' compositions (at most n, 9) in wt%, best first."""
    condition = condition_of(spec, surrogate.phases, surrogate.temperatures)
    wt = candidates(condition, n, model, seed)

    def score(wt: np.ndarray) -> np.ndarray:
        """Return the scores (n,) that the surrogate gives to compositions."""
        fractions = surrogate.predict(wt)
        found = wished_values(spec, fractions, surrogate.temperatures, surrogate.phases, wt, prices=prices)
        return scores_of(spec, distances(wishes(spec), found))

    start = wt[promising(wt, score(wt), max(REFINED, n))]
    moved = refine(start, spec, surrogate, condition, prices=prices)
    wt = rounded(np.concatenate([moved, wt]), condition)
    return wt[different(wt, score(wt), n)]


def candidates(condition: Condition, n: int, model: str | None, seed: int) -> np.ndarray:
    """Return the candidates (k, 9) of one named model, or of the best ones, and of the nearest alloys of the data set."""
    from mi_core.alloys.models.generators.registry import make_generator
    from mi_core.alloys.models.trained_store import load_trained

    if model is None:
        many = max(1.0, 4 * n / sum(BEST.values()))
        shares = {name: round(many * share) for name, share in BEST.items()}
    else:
        make_generator(model)  # InputError for one that is not known
        shares = {"nearest": NEIGHBOURS, model: max(CANDIDATES, 4 * n)}
    parts = [load_trained(name).propose(condition, share, seed=seed) for name, share in shares.items()]
    return np.concatenate(parts)


def scores_of(spec: Specification, missed: np.ndarray) -> np.ndarray:
    """Return (n,) scores of misses (n, wishes): 1 / (1 + root mean square and half the largest miss, in their scales).

    A wish that is not met within its tolerance counts UNMET more, however little it is missed by.
    """
    listed = wishes(spec)
    if not listed:
        return np.ones(len(missed))
    scaled = np.nan_to_num(missed, nan=10.0) / np.array([SCORE_SCALES[wish.kind] for wish in listed])
    scaled = scaled + UNMET * ~meets(listed, missed)
    return 1 / (1 + np.sqrt(np.square(scaled).mean(axis=1)) + 0.5 * scaled.max(axis=1))


def promising(wt: np.ndarray, scores: np.ndarray, n: int) -> np.ndarray:
    """Return the rows of n candidates to refine: first the best of each set of elements, then the best of all."""
    order = np.argsort(-scores, kind="stable")
    seen: set[tuple[bool, ...]] = set()
    first: list[int] = []
    rest: list[int] = []
    for row in order.tolist():
        key = tuple(wt[row] > 0)
        (rest if key in seen else first).append(row)
        seen.add(key)
    half = n // 2
    return np.array((first[:half] + rest + first[half:])[:n], dtype=int)


def different(wt: np.ndarray, scores: np.ndarray, n: int) -> np.ndarray:
    """Return the rows of n proposals, the best first, then those that are good and far from the ones chosen before."""
    place = np.log1p(wt / 0.05)
    chosen = [int(np.argmax(scores))] if len(wt) else []
    distance = np.full(len(wt), np.inf)
    while chosen and len(chosen) < n:
        distance = np.minimum(distance, np.abs(place - place[chosen[-1]]).max(axis=1, initial=0.0))
        value = np.where(distance < SAME, -np.inf, scores + DIVERSITY * np.minimum(distance, 1.0))
        best = int(np.argmax(value))
        if not np.isfinite(value[best]):
            break
        chosen.append(best)
    return np.array(sorted(chosen, key=lambda row: -scores[row]), dtype=int)


def rounded(wt: np.ndarray, condition: Condition) -> np.ndarray:
    """Return contents to four decimals, within the bounds; what is below the least content is 0 unless it is asked for."""
    wt = np.where(wt < LEAST_WT / 2, 0.0, np.round(wt, 4))
    return within_bounds(wt, condition)


def cost_of(wt: Mapping[str, float], prices: Mapping[str, float] | None = None) -> float:
    """Return USD per kg of an alloy (wt%); NaN where an element has no price."""
    from mi_core.alloys.compositions.prices import PRICES, cost_per_kg

    try:
        return cost_per_kg(wt, prices or PRICES)
    except InputError:
        return math.nan
