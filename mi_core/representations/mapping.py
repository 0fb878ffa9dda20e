"""From a network and materials to points on maps."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from mi_core.representations.embedding import PCA, TSNE, layer_maps, principal_axes
from mi_core.representations.known import LEARNED, columns_of, with_known
from mi_core.representations.layers import GROUP, ID
from mi_core.representations.mapped import Mapped
from mi_core.representations.sampling import MOST_POINTS, stratified

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    import pandas as pd

    from mi_core.representations.layers import LayeredModel, Layers
    from mi_core.structures.material import Material

COMPONENTS = 10  # whose shares of the variance are told


def mapped_points(
    network: LayeredModel,
    materials: Sequence[Material],
    of: str,
    *,
    values: pd.DataFrame,
    titles: Mapping[str, str],
    origins: Mapping[str, str],
) -> Mapped:
    """Return the points of materials in the layers of a network, with all that is known of them and maps by PCA.

    values : id and true values of properties; titles : of these properties; origins : as `known.with_known` takes them.
    InputError for a material that the network cannot read.
    """
    layers = network.layers(materials, of)
    rows = _shown(layers.points, origins)
    layers = with_known(layers.at(rows), materials, values, origins)
    by_id = {material.id: material for material in materials}
    columns = columns_of(layers.points, titles)
    return Mapped(layers, _map(layers, PCA), by_id, columns, rows, explained_variance(layers))


def with_tsne(mapped: Mapped, say: Callable[[float], None] | None = None) -> Mapped:
    """Return the points with maps by t-SNE, too; `say` hears the share done."""
    return replace(mapped, maps={**mapped.maps, **_map(mapped.layers, TSNE, say)})


def explained_variance(layers: Layers) -> pd.DataFrame:
    """Return layer, component (from 1), share: of the variance, by the first principal components."""
    import pandas as pd

    shares = {name: principal_axes(layers[name], COMPONENTS)[1] for name in layers.names}
    return pd.DataFrame(
        [
            {"layer": name, "component": number, "share": float(share)}
            for name, found in shares.items()
            for number, share in enumerate(found, start=1)
        ]
    )


def _map(layers: Layers, method: str, say: Callable[[float], None] | None = None) -> dict[str, tuple]:
    places = layer_maps(layers, method, say=say).places
    return {method: tuple(places[name] for name in layers.names)}


def _shown(points: pd.DataFrame, origins: Mapping[str, str]) -> np.ndarray:
    """Return the numbers of the points that a map has room for: all of the user's, and some of each element."""
    learned = np.array([origins.get(name, LEARNED) == LEARNED for name in points[ID]])
    own, others = np.flatnonzero(~learned)[:MOST_POINTS], np.flatnonzero(learned)
    if len(points) <= MOST_POINTS:
        return np.arange(len(points))
    labels = points["element" if "element" in points else GROUP].to_numpy()[others]
    return np.sort(np.concatenate([own, others[stratified(labels, MOST_POINTS - len(own))]]))


def random_layers(
    network: LayeredModel, materials: Sequence[Material], of: str, seeds: Iterable[int], rows: np.ndarray
) -> list[Layers]:
    """Return these rows of all points of materials in networks of the same shape that have learned nothing."""
    return [network.with_random_weights(seed).layers(materials, of).at(rows) for seed in seeds]
