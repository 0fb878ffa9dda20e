"""Points with maps of each layer: computed for a network, or shipped with one whose points are always the same."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import numpy as np
    import pandas as pd

    from mi_core.representations.known import Known
    from mi_core.representations.layers import Layers
    from mi_core.structures.material import Material


@dataclass(frozen=True, slots=True)
class Mapped:
    """Points in the layers of a network, and where they are on maps.

    Attributes
    ----------
    layers : Layers
        Their states, and the frame of what is known of them.
    maps : mapping
        Method of `embedding.METHODS` → places (n, 2) in each layer, aligned from layer to layer.
    materials : mapping
        Id → the material that points belong to, for those that have one.
    columns : mapping
        Column of the frame → what it is, of all that points can be coloured by.
    rows : (n,)
        Numbers of the points among all that the materials have; all where a map has room for them.
    explained : DataFrame or None
        layer, component (from 1), share: of the variance, by principal components.
    """

    layers: Layers
    maps: Mapping[str, tuple[np.ndarray, ...]]
    materials: Mapping[str, Material]
    columns: Mapping[str, Known]
    rows: np.ndarray
    explained: pd.DataFrame | None = None

    def __post_init__(self):
        n = len(self.layers)
        for title, places in self.maps.items():
            shapes = [place.shape for place in places]
            if shapes != [(n, 2)] * len(self.layers.names):
                raise ValueError(f"{title}: places {shapes} of {n} points in {len(self.layers.names)} layers")


class PathJob(NamedTuple):
    """A job that finds the path of least energy between the surroundings of two points.

    kind, title : of the job; name, content : of the file that it reads; file : the parameter that names this file; params :
    all others.
    """

    kind: str
    title: str
    name: str
    content: bytes
    file: str
    params: dict[str, Any]


@dataclass(frozen=True, slots=True)
class PointSet:
    """Points that a system ships with their maps, as the page of representations lists them beside networks.

    Attributes
    ----------
    name, title, summary : str
        Key, title for people, and a paragraph on the network and its points.
    load : callable
        Returns the points.
    random : callable
        Seed → the layers of the same points in a network that has learned nothing; nothing is compared without it.
    between : callable
        Numbers of two points → the job that finds the barrier between them; InputError where there is no path. None where
        energies are unknown.
    cells : str
        Column whose points of one value may be joined by a path.
    """

    name: str
    title: str
    summary: str
    load: Callable[[], Mapped]
    random: Callable[[int], Layers] | None = field(default=None)
    between: Callable[[int, int], PathJob] | None = field(default=None)
    cells: str = ""
