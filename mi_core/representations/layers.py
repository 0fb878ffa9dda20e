"""What a network makes of the same points, layer after layer, and what a network must offer to be looked into.

After E. D. Cubuk, B. D. Malone, B. Onat, A. Waterland, E. Kaxiras, J. Chem. Phys. 147, 024104 (2017), who map the hidden
layers of a network of silicon by PCA and t-SNE.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

from mi_core.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import numpy as np
    import pandas as pd

#: What a point can be: an atom in its surroundings, an element of a formula, or a whole material.
ATOMS, ELEMENTS, MATERIALS = KINDS_OF_POINTS = ("atoms", "elements", "materials")
#: Columns that the frame of points always has: whose it is, and within which group points are alike for a reason that no
#: network had to learn, such as atoms of one frame, or crystals of one formula.
ID, FORMULA, SOURCE, GROUP = POINT_COLUMNS = ("id", "formula", "source", "group")


class LaterValues(Mapping):
    """The states of points, computed when the first of them is asked for: a map that ships is drawn without them."""

    def __init__(self, names: Sequence[str], compute: Callable[[], Mapping[str, np.ndarray]]):
        self._names, self._compute = tuple(names), compute
        self._found: Mapping[str, np.ndarray] | None = None

    def __getitem__(self, name: str) -> np.ndarray:
        if self._found is None:
            self._found = self._compute()
        return self._found[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


@dataclass(frozen=True, slots=True)
class Layers:
    """The states of n points in some layers of one network.

    Attributes
    ----------
    of : str
        One of KINDS_OF_POINTS.
    names : tuple of str
        Layers, from the input to the last one.
    values : mapping
        Layer → (n, width) float32.
    points : DataFrame of n rows
        POINT_COLUMNS, and of atoms and elements `element`; what else is known of the points.
    """

    of: str
    names: tuple[str, ...]
    values: Mapping[str, np.ndarray]
    points: pd.DataFrame

    def __post_init__(self):
        if self.of not in KINDS_OF_POINTS or set(self.names) != set(self.values):
            raise ValueError(f"{self.of!r} with layers {self.names} and values of {tuple(self.values)}")
        if isinstance(self.values, LaterValues):
            return
        sizes = {name: len(self.values[name]) for name in self.names}
        if set(sizes.values()) != {len(self.points)}:
            raise ValueError(f"layers of {sizes} points, and a frame of {len(self.points)}")

    def __len__(self) -> int:
        return len(self.points)

    def __getitem__(self, name: str) -> np.ndarray:
        """Return the states in a layer, (n, width)."""
        return self.values[name]

    def at(self, rows: np.ndarray) -> Layers:
        """Return the points at these positions, or those that a mask (n,) bool takes."""
        values = {name: self.values[name][rows] for name in self.names}
        return replace(self, values=values, points=self.points.iloc[rows].reset_index(drop=True))


class LayeredModel(Protocol):
    """A network that can be looked into, by its name."""

    @property
    def name(self) -> str:
        """The name that people know it by."""

    @property
    def of(self) -> tuple[str, ...]:
        """The kinds of points that it has states of, among KINDS_OF_POINTS."""

    def layers(self, inputs: Sequence[Any], of: str) -> Layers:
        """Return its states of some inputs; InputError for an input that it cannot read, or a kind that it lacks."""

    def with_random_weights(self, seed: int) -> LayeredModel:
        """Return a network of the same shape that has learned nothing, always the same one for a seed."""


def check_kind(name: str, of: str, known: Sequence[str]) -> None:
    """InputError unless a model, called `name`, has states of this kind of points."""
    if of not in known:
        raise InputError(
            f"The model {name!r} has layers of {' and of '.join(known)}; got {of!r}; choose one of these."
        )
