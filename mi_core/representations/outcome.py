"""What all measures show together, in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_core.representations.verdicts import Verdict


def outcome(verdicts: Sequence[Verdict], of: str) -> str:
    """Return how many measures say that the network has learned to part the classes of a column, and how many do not."""
    n = len(verdicts)
    learned = sum(verdict.beyond_random and verdict.learned for verdict in verdicts)
    beyond = sum(verdict.beyond_random for verdict in verdicts)
    what = of[0].lower() + of[1:]
    if learned == n:
        return f"By all {n} measures the network has learned to tell points apart by {what}."
    if learned:
        return f"By {learned} of {n} measures the network has learned to tell points apart by {what}, by the others not."
    if beyond:
        return (
            f"By {beyond} of {n} measures the network tells points apart by {what} more than random weights do, but none of "
            "them shows that it has learned to, from layer to layer."
        )
    return (
        f"By none of {n} measures does the network tell points apart by {what} more than random weights do."
    )
