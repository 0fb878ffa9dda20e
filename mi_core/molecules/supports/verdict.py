"""What the comparison of supports says: on how many targets chosen tasks are better than others, and whether by chance."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mi_core.molecules.supports.arms import RANDOM, SUPPORT, TITLES

if TYPE_CHECKING:
    import pandas as pd

SIGNIFICANT = 0.05


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
    """Return on how many targets an arm has the lower loss, for a number of labels, or over all numbers.

    Of the seeds alone that both arms were tried with.
    """
    from scipy.stats import binomtest

    table = by_target(_of_both(losses, arm, against))
    table = table.groupby("target").mean() if labels is None else table.xs(labels, level="labels")
    both = table[[arm, against]].dropna()
    better = int((both[arm] < both[against]).sum())
    return SignTest(better, len(both), float(binomtest(better, len(both), alternative="greater").pvalue))


def against_others(losses: pd.DataFrame, labels: int | None = None) -> pd.DataFrame:
    """Return the sign test of the chosen supports against each other arm that was tried, a row for each.

    Columns: against (an arm), better, n, p_value, gain, the mean share by which the loss is less, and seeds, how many both
    were tried with.
    """
    import pandas as pd

    part = losses if labels is None else losses[losses["labels"] == labels]
    rows = []
    for arm in TITLES:
        both = _of_both(part, SUPPORT, arm)
        if arm == SUPPORT or both.empty:
            continue
        means = by_target(both).groupby("target").mean()
        gain = (1 - means[SUPPORT] / means[arm]).mean()
        rows.append([arm, *sign_test(part, against=arm), gain, both["seed"].nunique()])
    return pd.DataFrame(rows, columns=["against", "better", "n", "p_value", "gain", "seeds"])


def _of_both(losses: pd.DataFrame, arm: str, against: str) -> pd.DataFrame:
    """Return the losses of two arms, of seeds that both were tried with."""
    seeds = [set(losses.loc[losses["arm"] == one, "seed"]) for one in (arm, against)]
    return losses[losses["arm"].isin([arm, against]) & losses["seed"].isin(seeds[0] & seeds[1])]


def in_words(found: SignTest, arm: str = SUPPORT, against: str = RANDOM) -> str:
    """Return the test as a sentence."""
    sure = found.p_value < SIGNIFICANT
    return (
        f"{TITLES[arm]}: the lower loss on {found.better} of {found.n} targets against {_in_sentence(TITLES[against])}. "
        f"By chance as many occur with a probability of {found.p_value:.2g}"
        + ("." if sure else ", so it may be luck.")
    )


def _in_sentence(title: str) -> str:
    return title[0].lower() + title[1:] if title[1:2].islower() and not title.startswith("Morgan") else title
