"""How far each layer of a trained network parts labelled points, beside networks of random weights."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from mi_core.errors import InputError
from mi_core.representations.measures import MEASURES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd
    from numpy.typing import ArrayLike

    from mi_core.representations.layers import Layers
    from mi_core.representations.measures.measure import Measure

FEWEST_GROUPS = 5  # that a label must be met in: of fewer, nothing can be learned in folds


def compare_layers(
    trained: Layers,
    random: Sequence[Layers],
    labels: ArrayLike,
    groups: ArrayLike | None = None,
    measures: Iterable[Measure] = tuple(MEASURES.values()),
) -> pd.DataFrame:
    """Return a row per layer and measure, layers in their order from the input on.

    Columns: layer, measure (name), value; chance, what is expected where states say nothing of labels; random_mean,
    random_low, random_high over networks of random weights (mean, least, largest); n points.

    random : the same points in networks of random weights, one per seed, at least one.
    labels : (n,); points without one (None, NaN or ""), or with one that fewer than five groups have, are left out.
    groups : (n,), by default those of the points.
    InputError where fewer than two labels are left, or networks differ in points or layers.
    """
    import pandas as pd

    _check_alike(trained, random)
    of_group = np.asarray(trained.points["group"] if groups is None else groups, dtype=object)
    of_label = np.asarray(labels, dtype=object)
    kept = often_met(of_label, of_group)
    of_label, of_group = of_label[kept], of_group[kept]
    rows = []
    for layer, measure in product(trained.names, measures):
        values = trained[layer][kept]
        at_random = [measure.value(twin[layer][kept], of_label, of_group) for twin in random]
        rows.append(
            {
                "layer": layer,
                "measure": measure.name,
                "value": measure.value(values, of_label, of_group),
                "chance": measure.chance(values, of_label, of_group),
                "random_mean": float(np.mean(at_random)),
                "random_low": min(at_random),
                "random_high": max(at_random),
                "n": len(of_label),
            }
        )
    return pd.DataFrame(rows)


def often_met(labels: np.ndarray, groups: np.ndarray, fewest: int = FEWEST_GROUPS) -> np.ndarray:
    """Return (n,) bool: the points that have a label which at least so many groups have; InputError without two of them."""
    import pandas as pd

    if len(labels) != len(groups):
        raise InputError(f"Each point has one label and one group; got {len(labels)} and {len(groups)}.")
    known = pd.notna(labels) & (labels != "")
    pairs = pd.DataFrame({"label": labels[known].astype(str), "group": groups[known].astype(str)})
    met = pairs.groupby("label")["group"].nunique()
    common = set(met.index[met >= fewest])
    if len(common) < 2:
        raise InputError(
            f"Layers are compared by at least two labels that {fewest} groups or more have; got {len(common)} of "
            f"{len(met)}; choose other labels, or more points."
        )
    kept = known.copy()
    kept[known] = pairs["label"].isin(common).to_numpy()
    return kept


def _check_alike(trained: Layers, random: Sequence[Layers]) -> None:
    if not random:
        raise InputError(
            "Layers are compared with those of at least one network of random weights; got none."
        )
    for twin in random:
        if twin.names != trained.names or not twin.points["id"].equals(trained.points["id"]):
            raise InputError(
                "A network of random weights must have the layers and the points of the trained one; got "
                f"{len(twin)} points of {', '.join(twin.names)} beside {len(trained)} of {', '.join(trained.names)}."
            )
