"""The density files of this browser session. They are not kept over a reload: they are large, and the browser has them."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import streamlit as st
from cachetools import LRUCache

from mi_core.densities.comparison import difference, is_comparable, minus
from mi_core.files import file_names
from mi_core.voxels.web.field.view import FREE_ATOMS
from mi_core.words import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    from mi_core.densities.field import ScalarField

_OPEN, _PROBLEMS, _DROPS = "voxels_densities", "voxels_density_problems", "voxels_density_drops"
_NUMBERS, _DIFFERENCES = "voxels_density_numbers", "voxels_density_differences"
MOST_VALUES = 64_000_000  # of all grids of a session, 8 bytes each
ANSWERS = 64
Which = tuple[int, int | str]  # a grid of a file, and the number of the file taken from it, FREE_ATOMS or ""
FIELDS = 2  # differences that a session remembers; each is as large as a file's grid


@dataclass(frozen=True, eq=False)
class OpenDensity:
    """A file, or two that belong together: its id, its name as it came, its fields, and what was computed of them.

    number : that of no other file of the session. The id, which stands in the address, comes again when a file of the same
    name is dropped after it was closed; what is remembered about a file goes by its number.
    """

    id: str
    name: str
    fields: tuple[ScalarField, ...]
    number: int
    _answers: LRUCache = field(default_factory=lambda: LRUCache(ANSWERS), repr=False)

    @property
    def size(self) -> int:
        """Values of all grids."""
        return sum(one.values.size for one in self.fields)

    @property
    def formula(self) -> str:
        """The reduced formula of its crystal."""
        return self.fields[0].structure.composition.reduced_formula

    def once(self, which: Which, what: Hashable, make: Callable[[], Any]) -> Any:
        """Return what `make` returned the first time that this was asked for of one of its fields."""
        return _once(self._answers, (*which, what), make)

    def without_atoms(self, block: int) -> ScalarField:
        """Return a field minus its free atoms."""
        return _once(_differences(), (self.number, block, FREE_ATOMS), lambda: difference(self.fields[block]))

    def without(self, block: int, other: OpenDensity) -> ScalarField:
        """Return a field minus that of the same kind in another file."""
        return _once(
            _differences(),
            (self.number, block, other.number),
            lambda: minus(self.fields[block], _counterpart(other, self.fields[block])),
        )

    def forget(self, other: OpenDensity) -> None:
        """Forget what was computed with another file."""
        _drop(self._answers, lambda key: key[1] == other.number)

    def comparable(self, block: int) -> list[OpenDensity]:
        """Return the other open files that hold a field of the same kind and number of points."""
        own = self.fields[block]
        found = [(other, _counterpart(other, own)) for other in opened().values() if other is not self]
        return [other for other, one in found if is_comparable(own, one) and one.shape == own.shape]


def opened() -> dict[str, OpenDensity]:
    """Return the open files by id, in the order in which they came."""
    return st.session_state.setdefault(_OPEN, {})


def keep(files: Iterable[tuple[str, list[ScalarField]]]) -> list[OpenDensity]:
    """Open files by name, closing the first ones where together they would be too large; return the new ones that are open.

    The last one stays open, however large.
    """
    held = opened()
    numbers = st.session_state.setdefault(_NUMBERS, itertools.count())
    new = []
    for name, fields in files:
        # beside ids, an address may say that what is taken from a density are its free atoms
        *_, own = file_names([FREE_ATOMS, *held, name])
        held[own] = OpenDensity(own, _unlike(shown(name)), tuple(fields), next(numbers))
        new.append(held[own])
    while len(held) > 1 and sum(one.size for one in held.values()) > MOST_VALUES:
        first = next(iter(held.values()))
        close(first)
        add_problem(
            f"{first.name} was closed, for this session holds no more; drop it again when you need it."
        )
    return [one for one in new if one.id in held]


def close(density: OpenDensity) -> None:
    """Forget a file, and what was computed of it and another."""
    opened().pop(density.id, None)
    for other in opened().values():
        other.forget(density)
    _drop(_differences(), lambda key: density.number in {key[0], key[2]})


def problems() -> list[str]:
    """Return what is to be said about the files of the last drop."""
    return st.session_state.setdefault(_PROBLEMS, [])


def add_problem(sentence: str) -> None:
    """Have it said."""
    problems().append(sentence)


def forget_problems() -> None:
    """Have nothing more said about the last drop."""
    st.session_state[_PROBLEMS] = []


def begin_drop() -> None:
    """Forget what was to be said, and have the popover of the drop zone close."""
    forget_problems()
    st.session_state[_DROPS] = drops() + 1


def drops() -> int:
    """Return how often files were dropped, for widget keys."""
    return st.session_state.get(_DROPS, 0)


def _unlike(name: str) -> str:
    """Return a name as no open file has it: every calculation has its CHGCAR."""
    taken = {one.name for one in opened().values()}
    numbered = itertools.chain([name], (f"{name} ({number})" for number in itertools.count(2)))
    return next(free for free in numbered if free not in taken)


def _counterpart(other: OpenDensity, own: ScalarField) -> ScalarField:
    """Return the field of another file that is of the same kind and name, else its first of that kind, else its first."""
    same = [one for one in other.fields if one.kind == own.kind] or list(other.fields[:1])
    return next((one for one in same if one.title == own.title), same[0])


def _differences() -> LRUCache:
    """Return the differences of the session by the number of a file, its grid, and what was taken from it."""
    return st.session_state.setdefault(_DIFFERENCES, LRUCache(FIELDS))


def _once(answers: LRUCache, key: Hashable, make: Callable[[], Any]) -> Any:
    if key not in answers:
        answers[key] = make()
    return answers[key]


def _drop(answers: LRUCache, is_meant: Callable[[tuple], bool]) -> None:
    for key in [key for key in answers if is_meant(key)]:
        del answers[key]
