"""The sentence over the measures says what most readers take along: it must not claim what was not learned."""

from __future__ import annotations

import pytest

from mi_core.representations.outcome import outcome
from mi_core.representations.verdicts import GROWS, Verdict


@pytest.mark.parametrize(
    ("learned", "beyond", "words"),
    [
        (3, 3, "By all 3 measures the network has learned"),
        (1, 3, "By 1 of 3 measures the network has learned"),
        (0, 2, "none of them shows that it has learned"),
        (0, 0, "By none of 3 measures does the network"),
    ],
)
def test_it_counts_what_was_learned_and_what_is_beyond_random_weights(learned, beyond, words):
    found = [Verdict(str(i), GROWS, i < beyond, i < learned, "") for i in range(3)]
    assert words in outcome(found, "Coordination number")
    assert "coordination number" in outcome(found, "Coordination number")
