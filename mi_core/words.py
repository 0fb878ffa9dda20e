"""How strangers' words are shown in sentences: names, library errors, near misses."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, TypeVar

from mi_core.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

T = TypeVar("T")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def shown(name: str, longest: int = 120) -> str:
    """Return a name fit for a table: no control or direction characters, cut in the middle when long."""
    name = str(name)
    name = (name if name.isprintable() else _UNPRINTABLE.sub("�", name)).strip()
    if len(name) <= longest:
        return name
    half = longest // 2 - 1
    return f"{name[:half]}…{name[-half:]}"


def detail(error: Exception, longest: int = 120) -> str:
    """Return a library's error on one line, or its class when it says nothing."""
    return shown(" ".join(str(error).split()), longest) or type(error).__name__


def nearest(name: str, known: Iterable[str], *, cutoff: float = 0.6) -> str:
    """Return the closest of the known names, whatever their case; empty without one.

    cutoff : least likeness, of 1 for the same name
    """
    by_lower = {str(k).casefold(): str(k) for k in known}
    close = difflib.get_close_matches(str(name).casefold(), by_lower, n=1, cutoff=cutoff)
    return by_lower[close[0]] if close else ""


def did_you_mean(name: str, known: Iterable[str], *, cutoff: float = 0.6) -> str:
    """Return " Did you mean 'gap'?" for the closest of the known names; empty without one."""
    near = nearest(name, known, cutoff=cutoff)
    return f" Did you mean {near!r}?" if near else ""


def find_named(noun: str, name: str, known: Mapping[str, T], none: str = "(none)") -> T:
    """Return what a name stands for; InputError names what is known, or says that there is none, and the closest."""
    if name in known:
        return known[name]
    raise InputError(
        f"{noun} {name!r} is not known; choose one of {', '.join(known) or none}.{did_you_mean(name, known)}"
    )


def meant_or_known(name: str, known: Iterable[str]) -> str:
    """Return "did you mean 'gap'?" for the closest of the known names, all of them where none is close."""
    known = list(known)
    near = nearest(name, known)
    return f"did you mean {near!r}?" if near else f"known are {', '.join(known)}."


def listed(names: Iterable[str], most: int = 12) -> str:
    """Return names as "a, b, c and 5 more", fit for a sentence."""
    names = [shown(name, 40) for name in names]
    rest = f" and {len(names) - most:,} more" if len(names) > most else ""
    return ", ".join(names[:most]) + rest


def counted(number: int, noun: str) -> str:
    """Return "1 row" or "1,200 rows"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
