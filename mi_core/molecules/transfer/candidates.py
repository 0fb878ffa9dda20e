"""The methods that learn a task's own labels: some know nothing but these, others what encoders learned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mi_core.molecules.transfer.described import ALL, MORGAN, PHYSICAL, SUPPORTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

    from mi_core.molecules.transfer.described import Described
    from mi_core.regressors.numeric import NumericRegressor

TREES = 100
FEW = 1000  # rows up to which methods are tried whose cost grows with the cube
WITHOUT, WITH = "mean-without-transfer", "mean-with-transfer"
MEAN_TITLES = {
    WITHOUT: "Weighted mean, without transfer",
    WITH: "Weighted mean, with transfer",
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A learner and the blocks of columns that it learns from; classes are learned as 0 and 1.

    few : whether it is left out of tables with more than `FEW` rows.
    """

    name: str
    title: str
    learner: str
    blocks: tuple[str, ...]
    few: bool = False

    @property
    def transfers(self) -> bool:
        """Whether it learns from what encoders make of molecules."""
        return bool({SUPPORTS, ALL} & set(self.blocks))

    def fit(
        self, described: Described, labels: np.ndarray, supports: Sequence[str], seed: int = 0
    ) -> NumericRegressor:
        """Return a learner that has learned the labels, (n,)."""
        return learner_of(self.learner, seed).fit(described.columns(self.blocks, supports), labels)


def learner_of(name: str, seed: int) -> NumericRegressor:
    """Return an untrained learner."""
    if name == "ridge":
        from mi_core.molecules.transfer.learners.ridge import LeftOutRidge

        return LeftOutRidge()
    if name == "process":
        from mi_core.molecules.transfer.learners.process import LeftOutProcess

        return LeftOutProcess()
    if name == "forest":
        from mi_core.regressors.random_forest import RandomForest

        return RandomForest(n_estimators=TREES, max_features=0.1, random_state=seed)  # 2,048 columns
    if name == "extra trees":
        from mi_core.regressors.extra_trees import ExtraTrees

        return ExtraTrees(n_estimators=TREES, max_features=0.33, center="mean", random_state=seed)
    from mi_core.regressors.gradient_boosting import GradientBoosting

    return GradientBoosting(
        n_estimators=TREES, num_leaves=7, min_child_samples=5, colsample=0.33, random_state=seed
    )


CANDIDATES: dict[str, Candidate] = {
    one.name: one
    for one in (
        Candidate("morgan-forest", "Morgan fingerprints, random forest", "forest", (MORGAN,)),
        Candidate("descriptors-ridge", "Descriptors, ridge", "ridge", (PHYSICAL,)),
        Candidate("descriptors-extra-trees", "Descriptors, extra trees", "extra trees", (PHYSICAL,)),
        Candidate("descriptors-lightgbm", "Descriptors, LightGBM", "boosting", (PHYSICAL,)),
        Candidate("descriptors-process", "Descriptors, Gaussian process", "process", (PHYSICAL,), few=True),
        Candidate("supports-ridge", "Support tasks, ridge", "ridge", (SUPPORTS,)),
        Candidate("supports-extra-trees", "Support tasks, extra trees", "extra trees", (SUPPORTS,)),
        Candidate("both-ridge", "Support tasks and descriptors, ridge", "ridge", (SUPPORTS, PHYSICAL)),
        Candidate(
            "both-extra-trees",
            "Support tasks and descriptors, extra trees",
            "extra trees",
            (SUPPORTS, PHYSICAL),
        ),
        Candidate(
            "both-process",
            "Support tasks and descriptors, Gaussian process",
            "process",
            (SUPPORTS, PHYSICAL),
            few=True,
        ),
        Candidate("all-ridge", "All tasks and descriptors, ridge", "ridge", (ALL, PHYSICAL), few=True),
    )
}
"""By name, in the order in which they are shown."""


def title_of(name: str) -> str:
    """Return the title of a candidate or of a mean."""
    return MEAN_TITLES[name] if name in MEAN_TITLES else CANDIDATES[name].title


def transfers(name: str) -> bool:
    """Whether a candidate or a mean learns from what encoders make of molecules."""
    return name == WITH if name in MEAN_TITLES else CANDIDATES[name].transfers


def candidates_for(rows: int) -> list[Candidate]:
    """Return the candidates for a table of so many molecules."""
    return [one for one in CANDIDATES.values() if rows <= FEW or not one.few]
