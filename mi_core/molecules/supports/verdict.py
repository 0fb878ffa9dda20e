"""What the comparison of supports says: on how many targets chosen tasks are better than others, and whether by chance."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mi_core.molecules.supports.arms import RANDOM, SUPPORT

if TYPE_CHECKING:
    import pandas as pd


class SignTest(NamedTuple):
    """On how many of n targets the loss is less than another arm's, and how probable as many are by chance (one-sided)."""

    better: int
    n: int
    p_value: float


def by_target(losses: pd.DataFrame) -> pd.DataFrame:
    """Return a row per target and number of labels and a column per arm: the mean loss over seeds, sets and draws."""
    # Sets count equally within a seed, seeds equally in all.
    per_seed = losses.groupby(["target", "labels", "arm", "seed"], as_index=False)["loss"].mean()
    return per_seed.pivot_table(values="loss", index=["target", "labels"], columns="arm")


def sign_test(
    losses: pd.DataFrame, arm: str = SUPPORT, against: str = RANDOM, labels: int | None = None
) -> SignTest:
    """Return on how many targets an arm has the lower loss, for a number of labels, or over all numbers."""
    from scipy.stats import binomtest

    table = by_target(losses)
    table = table.groupby("target").mean() if labels is None else table.xs(labels, level="labels")
    both = table[[arm, against]].dropna()
    better = int((both[arm] < both[against]).sum())
    return SignTest(better, len(both), float(binomtest(better, len(both), alternative="greater").pvalue))


def in_words(found: SignTest, arm: str = SUPPORT, against: str = RANDOM) -> str:
    """Return the test as a sentence."""
    sure = found.p_value < 0.05
    return (
        f"{arm} has the lower loss on {found.better} of {found.n} targets against {against}; "
        f"by chance as many occur with probability {found.p_value:.2g}"
        + ("." if sure else ", so it may be luck.")
    )
