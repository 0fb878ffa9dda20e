"""The universal potentials that the product offers, by name."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from mi_core.universal.sevennet import SevenNet
from mi_core.words import find_named

if TYPE_CHECKING:
    from mi_core.universal.potential import UniversalPotential

POTENTIALS: dict[str, type[UniversalPotential]] = {SevenNet.name: SevenNet}
DEFAULT = SevenNet.name


@cache
def load_potential(name: str = DEFAULT) -> UniversalPotential:
    """Return the potential of that name, loaded once in a process; InputError names the ones there are."""
    return find_named("Potential", name, POTENTIALS)()
