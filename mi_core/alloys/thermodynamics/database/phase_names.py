"""Names of phases: the database's, and those that metallurgists use."""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from mi_core.alloys.compositions.composition import MOLAR_MASS
from mi_core.errors import InputError
from mi_core.words import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: What metallurgists call the phases of COST507 and mc_al, by their names in these databases, for which they stand; all
#: others are named after their formula. Sources: the phase descriptions in the databases, and L. F. Mondolfo, Aluminum
#: Alloys: Structure and Properties (Butterworths, 1976).
TITLES: dict[str, str] = {
    name: title
    for group in json.loads(Path(__file__).with_name("phase_titles.json").read_bytes()).values()
    for title, names in group.items()
    for name in names
}
GREEK = {letter: unicodedata.name(letter).split()[-1].lower() for letter in "αβγδεζηθπστφω"}
SUFFIXES = {"H": ", high temperature", "L": ", low temperature"}
NEVER_IN_FORMULAS = {"H", "F", "P", "S", "O", "K", "U", "Th"}  # FCC, HCP, SPHASE, TAU are no formulas


@cache
def phase_title(phase: str) -> str:
    """Return what metallurgists call a phase, such as "beta Mg2Si" for MG2SI; the name itself if nothing better is known."""
    if phase in TITLES:
        return TITLES[phase]
    name, _, suffix = phase.partition("_")
    formula = _formula(name)
    if formula is None:
        return phase
    if suffix in SUFFIXES:
        return formula + SUFFIXES[suffix]
    if suffix.lower() in GREEK.values():
        return f"{suffix.lower()} {formula}"
    return f"{formula} ({suffix})" if suffix else formula


def phase_label(phase: str) -> str:
    """Return both names, such as "beta Mg2Si (MG2SI)"; no two phases have the same."""
    title = phase_title(phase)
    return phase if title == phase else f"{title} ({phase})"


def find_phase(text: str, phases: Sequence[str]) -> str:
    """Return the phase, one of `phases`, that a text means: its name in the database, its title, or a part of the title.

    Case, spaces, hyphens do not matter; Greek letters may be letters or words. InputError with a near name otherwise, and if
    several phases are meant.
    """
    wanted = _normalised(str(text))
    for names in (_whole_names, _parts):
        found = [phase for phase in phases if wanted in names(phase)] if wanted else []
        if len(found) == 1:
            return found[0]
        if found:
            raise InputError(f"{text!r} may be any of the phases {_listed(found)}; name one of them.")
    known = {name: phase for phase in phases for name in _whole_names(phase)}
    near = nearest(wanted, known)
    hint = f"did you mean {phase_label(known[near])}?" if near else f"it has {_listed(phases)}."
    raise InputError(f"No phase of these elements is called {text!r}; {hint}")


def _whole_names(phase: str) -> set[str]:
    return {_normalised(phase), _normalised(phase_title(phase)), _normalised(phase_label(phase))}


def _parts(phase: str) -> set[str]:
    """Return the words of the title: "theta Al2Cu" is found by "theta" and by "Al2Cu"."""
    return {_normalised(word) for word in re.split(r"[ ,()]+", phase_title(phase))} - {""}


def _normalised(text: str) -> str:
    words = "".join(GREEK.get(letter, letter) for letter in text.lower())
    return re.sub(r"[^a-z0-9']", "", words)


def _listed(phases: Iterable[str]) -> str:
    labels = [phase_label(phase) for phase in phases]
    return ", ".join(labels[:12]) + (f" and {len(labels) - 12} more" if len(labels) > 12 else "")


def _formula(name: str) -> str | None:
    """Return "Al3Zr" of "AL3ZR"; None if the letters are not two or more different elements."""
    parts = _elements(name) or []
    symbols = [symbol for symbol, _ in parts]
    if len(symbols) < 2 or len(set(symbols)) < len(symbols):
        return None
    return "".join(symbol + number for symbol, number in parts)


def _elements(name: str) -> list[tuple[str, str]] | None:
    """Return (symbol, number) pairs that make up the whole name, two-letter symbols first; None if there are none."""
    if not name:
        return []
    for length in (2, 1):
        symbol = name[:length].capitalize()
        if len(name) < length or symbol not in MOLAR_MASS or symbol in NEVER_IN_FORMULAS:
            continue
        number = re.split(r"\D", name[length:], maxsplit=1)[0]
        rest = _elements(name[length + len(number) :])
        if rest is not None:
            return [(symbol, number), *rest]
    return None
