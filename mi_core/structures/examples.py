"""Crystals that come with the product, built by pymatgen from published lattice parameters."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mi_core.cards import parse_yaml
from mi_core.errors import InputError
from mi_core.structures.limits import DEFAULT_LIMITS
from mi_core.structures.rows import crystal_row

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pymatgen.core import Structure

    from mi_core.structures.material import Material


@dataclass(frozen=True, slots=True)
class Example:
    """A crystal by its space group, cell (a, b, c in Å; alpha, beta, gamma in degrees) and asymmetric unit.

    A site is an element, or the shares of several, and its fractional coordinates. `source` cites where cell and positions
    were published.
    """

    title: str
    space_group: str
    cell: list[float]
    sites: list[list[Any]]
    source: str

    def structure(self) -> Structure:
        """Return the conventional cell."""
        from pymatgen.core import Composition, Lattice, Structure

        species = [Composition(content) for content, *_ in self.sites]
        coords = [place for _, *place in self.sites]
        return Structure.from_spacegroup(
            self.space_group, Lattice.from_parameters(*self.cell), species, coords
        )


def load_examples(names: Iterable[str] | None = None) -> list[Material]:
    """Return examples as checked rows, in the order of their names; all of them without names."""
    chosen = list(EXAMPLES) if names is None else list(names)
    unknown = [name for name in chosen if name not in EXAMPLES]
    if unknown:
        raise InputError(f"Example {unknown[0]!r} is not known; choose among {', '.join(EXAMPLES)}.")
    return [
        crystal_row(name, EXAMPLES[name].source, EXAMPLES[name].structure(), DEFAULT_LIMITS)
        for name in chosen
    ]


EXAMPLES = {
    name: Example(**record)
    for name, record in parse_yaml(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8")).items()
}
