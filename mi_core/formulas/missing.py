"""Words that stand for a value that is not there."""

from __future__ import annotations

_WORDS = frozenset(
    {
        "", "nan", "n/a", "#n/a", "n.a.", "n.d.", "null", "none", "nil", "<na>", "nat", "not available", "missing",
        "-", "--", "---", "–", "—", "−", "?", "??", ".", "..", "…", "#na", "#value!", "#ref!", "#div/0!", "#name?", "#num!",
    }
)  # fmt: skip


def is_missing(text: str) -> bool:
    """Whether a cell is empty or says so ("NaN", "N/A", "null", "-" …); "Na" and "No" are elements, "NA" is missing."""
    text = str(text).strip()
    return text.casefold() in _WORDS or text == "NA"
