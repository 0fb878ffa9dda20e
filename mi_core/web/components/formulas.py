"""Chemical formulas, space-group symbols, ids and the words of files, for the eye."""

from __future__ import annotations

import re

from mi_core.datasets.entries import entry_url

_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")

_MARKUP = re.compile(r"([\\`*_{}\[\]#$~<>]|&(?=[#\w])|:(?=[A-Za-z/])|^[-+=]|^\d+[.)])")


def escaped(text: str) -> str:
    """Return a text so that Streamlit's Markdown shows it as it stands: ids and file names hold any character."""
    return _MARKUP.sub(_escape, " ".join(text.split()))


def _escape(found: re.Match) -> str:
    mark = found.group()  # "1." begins a list: its last character is the mark
    return f"{mark[:-1]}\\{mark[-1]}"


def pretty_formula(formula: str) -> str:
    """Return SrTiO3 as SrTiO₃ and La0.7Sr0.3MnO3 as La₀.₇Sr₀.₃MnO₃; there is no lowered point in Unicode."""
    return re.sub(
        r"(?<=[A-Za-z)\]])\d+(?:\.\d+)?", lambda amount: amount.group().translate(_SUBSCRIPTS), formula
    )


def pretty_space_group(symbol: str) -> str:
    """Return Fm-3m as Fm3̅m and P6_3/mmc as P6₃/mmc."""
    symbol = re.sub(r"_(\d)", lambda screw: screw.group(1).translate(_SUBSCRIPTS), symbol)
    return re.sub(r"-(\d)", "\\1\u0305", symbol)


def entry_link(row_id: str) -> str:
    """Return the id as Markdown that leads to its entry; as text where there is no page of it."""
    url = entry_url(row_id)
    return escaped(row_id) if url is None else f"[{row_id}]({url})"
