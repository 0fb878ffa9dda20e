"""The parameters of an address: how each is read into a view, and written of one."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from mi_core.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence


@dataclass(frozen=True)
class Parameter:
    """One parameter of an address.

    read : the value of a text; ValueError where it is not understood, InputError where it is but cannot be;
    write : the text of a value, "" to leave it out; field : of the view, where it is called otherwise, "sites.a" for a part
    of one; join : for a list by commas, the value of what its items were read as; when : the views that need it.
    """

    name: str
    read: Callable[[str], Any] = str
    write: Callable[[Any], str] = str
    field: str = ""
    join: Callable[[list], Any] | None = None
    when: Callable[[Any], bool] = lambda _: True

    @property
    def path(self) -> list[str]:
        """The field, and the part of it if it is one."""
        return (self.field or self.name).split(".")

    def value(self, view: Any) -> Any:
        """Return what a view holds."""
        for name in self.path:
            view = view[name] if isinstance(view, dict) else getattr(view, name)
        return view

    def read_into(self, view: Any, text: str) -> str:
        """Have a view hold what a text says; return what of it is not understood."""
        values, odd = [], []
        for item in map(str.strip, text.split(",") if self.join else [text]):
            try:
                values.append(self.read(item))
            except InputError:
                raise
            except ValueError:
                odd.append(item)
        if values:
            self._put(view, self.join(values) if self.join else values[0])
        return ",".join(odd)

    def _put(self, view: Any, value: Any) -> None:
        first, *rest = self.path
        for part in rest:
            whole = getattr(view, first)
            value = whole | {part: value} if isinstance(whole, dict) else replace(whole, **{part: value})
        setattr(view, first, value)


def known(text: str, words: Collection[str]) -> str:
    """Return the text if it is one of the words; ValueError otherwise."""
    if text not in words:
        raise ValueError(text)
    return text


def bounded(text: str, low: float, high: float) -> float:
    """Return the number of a text, drawn in to its ends; ValueError for what is no number."""
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(text)
    return min(max(value, low), high)


def one_of(name: str, words: Collection[str], **options) -> Parameter:
    """Return a parameter that holds one of some words."""
    return Parameter(name, lambda text: known(text, words), **options)


def some_of(name: str, words: Sequence[str]) -> Parameter:
    """Return a parameter that holds some of the words, in their order."""
    return Parameter(
        name,
        lambda text: known(text, words),
        ",".join,
        join=lambda found: tuple(word for word in words if word in found),
    )


def switch(name: str, on: str = "1", off: str = "0", *, field: str = "") -> Parameter:
    """Return a parameter that holds whether something is on."""
    return Parameter(name, lambda text: (on, off).index(text) == 0, lambda value: on if value else off, field)


def number(name: str, low: float, high: float, *, kind: type = float) -> Parameter:
    """Return a parameter that holds a number between two ends."""
    return Parameter(name, lambda text: kind(bounded(text, low, high)), "{:g}".format)
