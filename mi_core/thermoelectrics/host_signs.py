"""The sign of S among the measured compositions of one host, and whether a new dopant makes it doubtful."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mi_core.datasets.composition import atomic_fractions
from mi_core.datasets.hosts import host_system
from mi_core.formulas import atomic_numbers
from mi_core.thermoelectrics.transport.analysis import SEEBECK
from mi_core.words import counted, listed

if TYPE_CHECKING:
    from mi_core.thermoelectrics.neighbours import KnownMaterials


class HostSigns(NamedTuple):
    """How many measured compositions of a host are p-type and n-type, by the sign of the median S of their rows.

    new_elements : of the formula, in none of these compositions; empty where there are none.
    """

    host: str
    p: int
    n: int
    new_elements: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """What is to be said of the sign; "" where no composition of the host was measured."""
        if not self.p + self.n:
            return ""
        if self.p and self.n:
            return f"{self.host} was measured with both signs of S: {self.p} p-type, {self.n} n-type."
        kind = "p-type" if self.p else "n-type"
        known = f"{self.host} was measured as {kind} only ({counted(self.p + self.n, 'composition')})"
        if not self.new_elements:
            return f"{known}."
        return f"{known}, never with {listed(self.new_elements)}: such a dopant may turn the sign of S."

    @property
    def is_doubtful(self) -> bool:
        """Whether all measured compositions have one sign, and the formula brings an element that none of them has."""
        return bool(self.new_elements) and (self.p == 0) != (self.n == 0)


def sign_of_seebeck(formula: str, known: KnownMaterials) -> HostSigns:
    """Return the signs of S in the host of a formula; InputError for what is no formula.

    known : its rows have the column `seebeck_uv_per_k`
    """
    host = host_system(formula)
    of_host = known.hosts == host
    rows = known.rows[of_host[known.rows["place"].to_numpy(dtype=int)]]
    medians = rows.groupby("place")[SEEBECK].median()
    measured = known.fractions[of_host].any(axis=0)
    elements = sorted(atomic_fractions(formula)) if of_host.any() else []
    new = tuple(symbol for symbol in elements if not measured[atomic_numbers()[symbol] - 1])
    return HostSigns(host, int((medians > 0).sum()), int((medians < 0).sum()), new)
