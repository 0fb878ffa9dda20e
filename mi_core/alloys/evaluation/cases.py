"""The cases of the evaluation: which conditions, which model answers each, and what it proposes."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mi_core.alloys.models.generators.registry import GENERATORS
from mi_core.alloys.models.random_condition import random_condition
from mi_core.alloys.specification.wishes import PhaseWish, Specification

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from mi_core.alloys.dataset.table import AlloyData
    from mi_core.alloys.models.condition import Condition

HIDDEN_RATES = (0.1, 0.3, 0.5, 0.7, 0.9)
SCENARIOS = (*(f"{rate:.0%} hidden" for rate in HIDDEN_RATES), "one temperature", "one phase")
MAIN = "70% hidden"  # the scenario of the bar, of the seeds and of refined proposals
SEEDED = ("cvae_mdn", "cvae", "cgan", "forest")  # compared with their spread over seeds, as in the paper
BEST = "best"  # `design` without a named model
RAW, REFINED = "raw", "refined"


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is evaluated; the engine's time grows with it.

    specifications : per scenario, model and variant; compared : of raw proposals in the scenario MAIN, with all seeds;
    main : of the best design there; wide : answered with `wide_proposals`; seeds : of the models SEEDED; proposals : per
    specification; judged : specifications per scenario and model that the surrogate judges, which costs seconds.
    """

    specifications: int = 4
    compared: int = 12
    main: int = 50
    wide: int = 2
    seeds: int = 5
    proposals: int = 10
    wide_proposals: int = 100
    judged: int = 60


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """Proposals (k, 9) wt% of one model for one condition around a test alloy, and the seconds they took together."""

    scenario: str
    alloy: int
    model: str
    variant: str
    seed: int
    condition: Condition
    wt: np.ndarray
    seconds: float


def make_cases(
    data: AlloyData,
    surrogate,
    asked: Iterable[tuple],
    work: Path,
    say: Callable[[str], None] = lambda _: None,
) -> list[Case]:
    """Return the cases that are `asked` (see `questions`); every model gets the same conditions, around test alloys."""
    known = data.of_split("test")
    known = known.subset(np.isfinite(known.fractions).all(axis=(1, 2)))
    known = known.subset(np.random.default_rng(0).permutation(len(known)))  # the data set is sorted by series
    cases = []
    for scenario, model, variant, seed, count, k in asked:
        model_of = None if variant == REFINED else _loaded(model, seed, work, say)
        for alloy in range(min(count, len(known))):
            condition = _condition(known, scenario, alloy)
            if alloy == 0:  # what is imported and loaded once is not the time of a proposal
                _answer(model_of, condition, surrogate, model, variant, 1, alloy)
            started = time.perf_counter()
            wt = _answer(model_of, condition, surrogate, model, variant, k, alloy)
            seconds = time.perf_counter() - started
            cases.append(Case(scenario, alloy, model, variant, seed, condition, np.round(wt, 4), seconds))
        say(f"proposed: {scenario}, {model}, {variant}, seed {seed}")
    return cases


def raw_questions(specifications: int, seeds: int, proposals: int = 100):
    """Yield what `questions` yields for raw proposals alone: every model in every scenario, in MAIN with all seeds."""
    for scenario in SCENARIOS:
        for model in GENERATORS:
            last = seeds if scenario == MAIN and model in SEEDED else 1
            for seed in range(last):
                yield scenario, model, RAW, seed, specifications, proposals


def questions(plan: Plan):
    """Yield scenario, model, variant, seed, number of specifications, proposals each."""
    for scenario in SCENARIOS:
        raw = plan.compared if scenario == MAIN else plan.specifications
        for model in GENERATORS:
            yield scenario, model, RAW, 0, raw, plan.proposals
        count = plan.main if scenario == MAIN else plan.specifications
        yield scenario, BEST, REFINED, 0, count, plan.proposals
    for model in GENERATORS:
        yield MAIN, model, REFINED, 0, plan.specifications, plan.proposals
        yield MAIN, model, f"{RAW}, {plan.wide_proposals} proposals", 0, plan.wide, plan.wide_proposals
    for model in SEEDED:
        for seed in range(1, plan.seeds):
            yield MAIN, model, RAW, seed, plan.compared, plan.proposals


def _condition(known: AlloyData, scenario: str, alloy: int) -> Condition:
    rng = np.random.default_rng([SCENARIOS.index(scenario), alloy])
    rate = HIDDEN_RATES[SCENARIOS.index(scenario)] if scenario.endswith("hidden") else None
    kind = {"scenario": scenario} if rate is None else {"hidden_share": rate}
    return random_condition(rng, known.fractions[alloy], known.wt[alloy], **kind)


def _loaded(model: str, seed: int, work: Path, say):
    """Return the model that ships; with another seed than 0 one that is trained into the work folder unless it is there."""
    from mi_core.alloys.models.train import stored_as, train_models
    from mi_core.alloys.models.trained_store import load_trained, trained_names

    if seed == 0:
        return load_trained(model)
    name = stored_as(model, seed)
    if name not in trained_names(work):
        train_models([model], seed=seed, folder=work, say=say)
    return load_trained(name, work)


def _answer(model_of, condition, surrogate, model: str, variant: str, k: int, seed: int) -> np.ndarray:
    from mi_core.alloys.design.proposals import design_compositions

    if variant != REFINED:
        return model_of.propose(condition, k, seed=seed)
    spec = specification_of(condition, surrogate.phases, surrogate.temperatures)
    return design_compositions(spec, surrogate, k, None if model == BEST else model, seed)


def specification_of(condition: Condition, phases, temperatures) -> Specification:
    """Return the cells of a condition as the wishes of a specification."""
    nodes, columns = np.nonzero(condition.mask)
    cells = zip(nodes.tolist(), columns.tolist(), strict=True)
    return Specification(
        tuple(
            PhaseWish(
                phases[column],
                float(temperatures[node]),
                float(condition.low[node, column]),
                float(condition.high[node, column]),
            )
            for node, column in cells
        )
    )
