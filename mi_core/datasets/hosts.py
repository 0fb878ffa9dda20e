"""The host of a doped or alloyed material, so that a split can keep a host and all its dopants together."""

from __future__ import annotations

from functools import lru_cache

from mi_core.datasets.composition import atomic_fractions

#: Atomic fraction from which an element makes the host; what is rarer dopes it.
LEAST = 0.05


@lru_cache(maxsize=50_000)
def host_system(formula: str) -> str:
    """Return the elements of the host, sorted, such as "Pb-Te" for Pb0.98Na0.02Te; InputError for what is no formula.

    An element belongs to the host when at least `LEAST` of all atoms are its own. Amounts are not part of the name: rounded
    to a parent compound, one series of solid solutions, or of compounds off stoichiometry such as Cu1.7Se to Cu2Se, falls
    into several hosts, and a split by host would leak.
    """
    fractions = atomic_fractions(formula)
    return "-".join(sorted(symbol for symbol, share in fractions.items() if share >= LEAST - 1e-9))
