"""What figures share: a subtitle is never wider than a narrow page."""

from __future__ import annotations

from mi_core.figures.measures import SUBTITLE_LINE, titled


def test_a_long_subtitle_takes_several_lines():
    words = "Zero: no better than a network that learned nothing; one: no error left. " * 2
    lines = titled("Title", words)["subtitle"]["text"].split("<br>")
    assert len(lines) > 1
    assert max(map(len, lines)) <= SUBTITLE_LINE
    assert " ".join(lines) == words.strip()
    assert titled("Title", "Mean of 5 folds")["subtitle"]["text"] == "Mean of 5 folds"
