"""Design in a user's own database: no model has learnt from it, so the thermodynamic engine itself is searched.

Each set of elements is searched by differential evolution (R. Storn & K. Price, J. Global Optim. 11, 341, 1997; scipy) over
the logarithms of the contents, from a Sobol sequence on, with how far the wishes are missed as the objective. Every alloy
that was computed on the way is kept, and the proposals are the best of them that differ. What is said of a proposal is
computed, not predicted; there are no learned intervals.
"""

from __future__ import annotations

import contextlib
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from mi_core.alloys.compositions.composition import BALANCE, mole_fractions
from mi_core.alloys.design.proposals import Proposal, different, proposal_of, scores_of
from mi_core.alloys.design.search_space import search_spaces
from mi_core.alloys.design.verify import computed_values
from mi_core.alloys.specification.misses import distances, meets
from mi_core.alloys.specification.wishes import wishes
from mi_core.alloys.thermodynamics.results.equilibrium import tabulate
from mi_core.alloys.thermodynamics.solver.solve import solve_point
from mi_core.alloys.thermodynamics.solver.system import ElementSystem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from mi_core.alloys.design.search_space import SearchSpace
    from mi_core.alloys.specification.wishes import Specification
    from mi_core.alloys.thermodynamics.database.database import ThermoDatabase

SECONDS = 60.0  # of one search, at most
POPULATION = 8  # alloys of a generation per element, and at least:
LEAST_POPULATION = 16
GENERATIONS = 40
DIAGRAM_K = (300, 400, 500, 600, 650, 700, 750, 800, 825, 850, 875, 900, 925, 950, 1000)
MOST_WT = 99.0  # wt% of all alloying elements


def search_design(
    spec: Specification,
    database: ThermoDatabase,
    n: int = 10,
    seed: int = 0,
    *,
    seconds: float = SECONDS,
    elements: Sequence[str] = (),
    progress: Callable[[int, int], None] | None = None,
) -> list[Proposal]:
    """Return at most n proposals, best first, of a specification that is checked against the database.

    seconds : of searching in all, shared by the sets of elements; elements : as of `search_spaces`;
    progress(done, total) counts sets of elements. InputError where no set of elements can fulfil the wishes.
    """
    spaces, end, found = search_spaces(spec, database, elements), time.monotonic() + seconds, []
    for number, space in enumerate(spaces):
        share = max(end - time.monotonic(), 0.0) / (len(spaces) - number)
        found += search_space(spec, database, space, n, seed + number, seconds=share)
        if progress is not None:
            progress(number + 1, len(spaces))
    return best_of(found, n)


def search_space(
    spec: Specification,
    database: ThermoDatabase,
    space: SearchSpace,
    n: int,
    seed: int,
    *,
    seconds: float,
    prices: Mapping[str, float] | None = None,
) -> list[Proposal]:
    """Return at most n different proposals of one set of elements."""
    with ElementSystem(database, (BALANCE, *space.elements)) as system:
        search = _Search(spec, system, space, n, time.monotonic() + seconds, prices)
        search.run(seed)
        proposals = [search.proposal(row) for row in search.best()]
        system.forget_grids()
    return proposals


def best_of(found: Sequence[Proposal], n: int) -> list[Proposal]:
    """Return the n best proposals that differ, of all sets of elements."""
    if not found:
        return []
    symbols = sorted({symbol for proposal in found for symbol in proposal.wt})
    wt = np.array([[proposal.wt.get(symbol, 0.0) for symbol in symbols] for proposal in found])
    scores = np.array([proposal.score for proposal in found])
    return [found[row] for row in different(wt, scores, n)]


class _TimeIsUpError(Exception):
    """Ends an evolution within a generation."""


@dataclass(eq=False)
class _Search:
    """Alloys of one element system computed so far: contents, values of the wishes, scores; `end` on the monotonic clock."""

    spec: Specification
    system: ElementSystem
    space: SearchSpace
    n: int
    end: float
    prices: Mapping[str, float] | None
    wt: list[np.ndarray] = field(default_factory=list)
    values: list[np.ndarray] = field(default_factory=list)
    scores: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.wished = wishes(self.spec)

    def run(self, seed: int) -> None:
        """Search until enough different alloys meet all wishes, or the time is up; one alloy is always computed."""
        from scipy.optimize import differential_evolution

        low, high = np.log(self.space.low), np.log(self.space.high)
        self.free = high - low > 1e-9
        self.start = low
        if not self.free.any():
            self._computed(low)
            return
        with contextlib.suppress(_TimeIsUpError):
            differential_evolution(
                self._objective,
                list(zip(low[self.free], high[self.free], strict=True)),
                init=self._first(low[self.free], high[self.free], seed),
                maxiter=GENERATIONS,
                tol=0.0,
                polish=False,
                rng=np.random.default_rng(seed),
                callback=lambda intermediate_result: self._enough(),  # noqa: ARG005 - scipy's name
            )

    def best(self) -> np.ndarray:
        """Return the rows of the best alloys that differ."""
        return different(np.array(self.wt), np.array(self.scores), self.n)

    def proposal(self, row: int) -> Proposal:
        """Return a computed alloy with its diagram."""
        wt = {symbol: float(value) for symbol, value in zip(self.space.elements, self.wt[row], strict=True)}
        steps = np.array(sorted({*map(float, DIAGRAM_K), *(wish.temperature_k for wish in self.spec.phases)}))
        x = mole_fractions(wt)
        points = [solve_point(self.system, x, t) for t in steps]
        found = tabulate([points], steps, [self.system.elements])
        phases = tuple(sorted(set(found.phases["phase"]) - {""}))
        return proposal_of(
            wt,
            self.prices,
            temperatures=tuple(steps.tolist()),
            phases=phases,
            fractions=found.fractions(phases)[0],
            values=self.values[row],
            misses=distances(self.wished, self.values[row]),
            score=self.scores[row],
        )

    def _objective(self, logs: np.ndarray) -> float:
        if self.wt and time.monotonic() > self.end:
            raise _TimeIsUpError
        contents = self.start.copy()
        contents[self.free] = logs
        return -self._computed(contents)

    def _computed(self, logs: np.ndarray) -> float:
        """Compute an alloy, keep it, and return its score."""
        wt = np.exp(logs)
        wt = np.clip(np.round(wt * MOST_WT / max(MOST_WT, wt.sum()), 4), self.space.low, self.space.high)
        named = dict(zip(self.space.elements, wt.tolist(), strict=True))
        values = computed_values(self.system, named, self.spec, self.prices)
        score = float(scores_of(self.spec, distances(self.wished, values)[None])[0])
        self.wt.append(wt)
        self.values.append(values)
        self.scores.append(score)
        return score

    def _enough(self) -> bool:
        missed = distances(self.wished, np.array(self.values))
        met = meets(self.wished, missed).all(axis=1)
        if not met.any():
            return False
        wt = np.array(self.wt)[met]
        return len(different(wt, np.ones(len(wt)), self.n)) == self.n

    def _first(self, low: np.ndarray, high: np.ndarray, seed: int) -> np.ndarray:
        """Return the first generation, spread evenly."""
        from scipy.stats import qmc

        many = max(POPULATION * len(low), LEAST_POPULATION)
        power = int(np.ceil(np.log2(many)))
        return qmc.scale(qmc.Sobol(len(low), rng=np.random.default_rng(seed)).random_base2(power), low, high)
