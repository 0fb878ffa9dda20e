"""How far a composition is from known ones, in five classes: intervals that hold near by are too narrow far away."""

from __future__ import annotations

from functools import reduce
from operator import and_
from typing import TYPE_CHECKING

from mi_core.datasets.composition import key_elements, readable_key
from mi_core.datasets.hosts import host_system

if TYPE_CHECKING:
    from collections.abc import Iterable

#: From near to far; see `KnownCompositions.distance_class`.
SAME_COMPOSITION, SAME_SERIES, SAME_HOST = "same composition", "same series", "same host"
SAME_ELEMENTS, NEW = "same elements", "new"
NEW_COMPOSITIONS = "new compositions"  # all but the first
DISTANCE_CLASSES = (SAME_COMPOSITION, SAME_SERIES, SAME_HOST, SAME_ELEMENTS, NEW)


class KnownCompositions:
    """Compositions that a model learned, or that were measured; made once, asked often.

    formulas : any writing of them; InputError names the first that is no formula.
    """

    def __init__(self, formulas: Iterable[str]):
        formulas = list(dict.fromkeys(formulas))
        self.keys = {readable_key(formula) for formula in formulas}
        self.series = {series_of(formula) for formula in formulas}
        self.hosts = {host_system(formula): None for formula in formulas}
        self._having: dict[str, int] = {}  # element → bits of the hosts that have it
        for place, host in enumerate(self.hosts):
            for symbol in host.split("-"):
                self._having[symbol] = self._having.get(symbol, 0) | 1 << place

    def distance_class(self, formula: str) -> str:
        """Return how far a formula is from all that is known, one of DISTANCE_CLASSES; InputError for what is no formula.

        "same composition": it is known, whatever its order and multiples. "same series": one of the same host and with the
        same dopants is, in other amounts. "same host": one of the same host is, with other dopants or with none
        (`mi_core.datasets.hosts`: the elements of which each is at least 5 % of the atoms). "same elements": all elements of
        its host stand together in a known host that has further ones, as Pb and Te do in Ag-Pb-Sb-Te. "new": none of these;
        its main elements were never known together.
        """
        if readable_key(formula) in self.keys:
            return SAME_COMPOSITION
        host = host_system(formula)
        if host in self.hosts:
            return SAME_SERIES if series_of(formula) in self.series else SAME_HOST
        together = reduce(and_, (self._having.get(symbol, 0) for symbol in host.split("-")))
        return SAME_ELEMENTS if together else NEW

    def distance_classes(self, formulas: Iterable[str]) -> list[str]:
        """Return the class of each formula."""
        return [self.distance_class(formula) for formula in formulas]


def series_of(formula: str) -> tuple[str, frozenset[str]]:
    """Return the host of a formula and all its elements, rare ones too; InputError for what is no formula.

    Compositions that share both differ in amounts alone, as the samples of one paper's series do.
    """
    return host_system(formula), key_elements(readable_key(formula))
