"""The states of one layer as a table, a row per point; an input that a network refuses keeps its row."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from mi_core.errors import InputError
from mi_core.representations.layers import FORMULA, ID, KINDS_OF_POINTS, MATERIALS, SOURCE
from mi_core.words import did_you_mean, find_named

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd

    from mi_core.representations.asked import Asked
    from mi_core.representations.layers import LayeredModel, Layers

ERROR = "error"
TOLD = ("element", "atom", "equal_atoms", "fraction")  # of points, where a network knows them
_AT_ONCE = 250  # inputs


def states_table(network: LayeredModel, asked: Sequence[Asked], layer: str, of: str = "") -> pd.DataFrame:
    """Return a row per point in the order of the inputs, and one for each input that cannot be used.

    Columns: id, formula, source; of atoms and elements what is known of TOLD; x0, x1, … the state (float32, without unit);
    error, "" where there is none.

    layer : its name, or its number from the input on, from 0; -1 is the last one.
    of : one of KINDS_OF_POINTS; by default materials, or what the network has.
    InputError for a layer or a kind of points that the network lacks.
    """
    import pandas as pd

    kind = kind_of_points(network, of)
    parts: list[pd.DataFrame] = []
    for failed, run in groupby(asked, key=lambda one: bool(one.error)):
        inputs = list(run)
        if failed:
            parts.append(_failed(inputs))
            continue
        for start in range(0, len(inputs), _AT_ONCE):
            parts += _states(network, inputs[start : start + _AT_ONCE], layer, kind)
    columns = [ID, FORMULA, SOURCE]
    frame = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=[*columns, ERROR])
    told = [name for name in TOLD if name in frame]
    numbered = [name for name in frame if name not in {*columns, *TOLD, ERROR}]
    return frame[[*columns, *told, *numbered, ERROR]].fillna({"element": "", ERROR: ""})


def kind_of_points(network: LayeredModel, of: str) -> str:
    """Return the kind of points asked for, by default materials, else what the network has; InputError for another one."""
    if not of:
        return MATERIALS if MATERIALS in network.of else network.of[0]
    if of in KINDS_OF_POINTS and of not in network.of:
        raise InputError(
            f"The network {network.name!r} has no states of {of}; choose one of {', '.join(network.of)}."
        )
    return find_named("Kind of points", of, {kind: kind for kind in network.of})


def find_layer(layers: Layers, wanted: str) -> str:
    """Return the name of a layer by its name, or by its number; InputError names the ones there are and the closest."""
    if wanted in layers.names:
        return wanted
    try:
        return layers.names[int(wanted)]
    except (ValueError, IndexError):
        known = ", ".join(layers.names)
        raise InputError(
            f"Layer {wanted!r} is not known; choose one of {known}, or a number from 0, the input, to "
            f"{len(layers.names) - 1}, or -1, the last one.{did_you_mean(wanted, layers.names)}"
        ) from None


def _states(network: LayeredModel, inputs: list[Asked], layer: str, of: str) -> Iterator[pd.DataFrame]:
    """Ask for all together; if one of them is refused, one by one, so that only it fails."""
    try:
        layers = network.layers([one.given for one in inputs], of)
    except InputError as error:
        if len(inputs) == 1:
            yield _failed([inputs[0]._replace(error=str(error))])
        else:
            for one in inputs:
                yield from _states(network, [one], layer, of)
    else:
        yield _points(layers, find_layer(layers, layer))


def _points(layers: Layers, name: str) -> pd.DataFrame:
    import pandas as pd

    state = layers[name]
    told = [column for column in (ID, FORMULA, SOURCE, *TOLD) if column in layers.points]
    known = layers.points[told].reset_index(drop=True)
    whole = {column: "Int64" for column in ("atom", "equal_atoms") if column in told}
    columns = [f"x{number}" for number in range(state.shape[1])]
    return pd.concat([known.astype(whole), pd.DataFrame(state, columns=columns)], axis=1).assign(
        **{ERROR: ""}
    )


def _failed(inputs: list[Asked]) -> pd.DataFrame:
    import pandas as pd

    rows = [{ID: one.id, FORMULA: one.formula, SOURCE: one.source, ERROR: one.error} for one in inputs]
    return pd.DataFrame(rows)
