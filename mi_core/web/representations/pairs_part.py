"""Points that are alike at the input and far apart in a layer: a click shows both, on the map and as crystals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from mi_core.representations.layers import GROUP
from mi_core.web.components.downloads import frame_download
from mi_core.web.components.formulas import escaped
from mi_core.web.representations import kept
from mi_core.web.representations.barrier_offer import barrier_offer
from mi_core.web.representations.clusters_part import layer_choice
from mi_core.web.representations.crystal_part import facts, viewer_of
from mi_core.web.representations.labels import names_of, titles_of
from mi_core.web.representations.view import PAGE

if TYPE_CHECKING:
    import numpy as np

    from mi_core.representations.mapped import Mapped
    from mi_core.web.representations.looked_at import LookedAt

PAIRS = 20
MOST_PAIRED = 2000  # points: all pairs of them are compared


def pairs_part(chosen: LookedAt) -> None:
    """Show the pairs; InputError where there are none."""
    mapped = chosen.mapped
    layer = layer_choice(mapped, "pairs")
    first = mapped.layers.names[0]
    if layer == first:
        st.info(
            f"Pairs are near each other at {first} and far apart in a later layer; choose one.",
            icon=":material/info:",
        )
        return
    joined = bool(chosen.cells) and st.toggle(
        "Only pairs with a path between them",
        key=f"representations_joined_{chosen.name}",
        help="Of frames with the same atoms in the same cell: the energy barrier between two such can be found.",
    )
    with st.spinner("Comparing all pairs of points …"):
        pairs = _pairs((*chosen.asked, layer, joined), mapped, layer, chosen.cells if joined else "")
    st.markdown(
        f"Pairs that are among the nearest 1 % at **{first}**, and farthest apart in **{layer}**: what the network tells "
        "apart though its input hardly does. Distances are in spreads of the layer. Click a row to see both."
    )
    event = st.dataframe(
        _for_people(mapped, pairs).style.format(precision=2),
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        key=f"representations_pairs_{chosen.name}_{layer}",
    )
    frame_download(
        _for_people(mapped, pairs), f"{chosen.name}-{layer}-pairs", key="representations_pairs_csv"
    )
    if rows := event["selection"]["rows"]:
        pair = int(pairs["first"].iloc[rows[0]]), int(pairs["second"].iloc[rows[0]])
        barrier_offer(chosen, pair)
        _look_at(mapped, *pair)


def _look_at(mapped: Mapped, first: int, second: int) -> None:
    """Ring both points on the map above, and show both crystals."""
    names, view = names_of(mapped.layers), PAGE.now()
    for column, point in zip(st.columns(2, gap="medium"), (first, second), strict=True):
        with column:
            st.markdown(f"**{escaped(titles_of(mapped.layers)[point])}**")
            facts(mapped, point)
            viewer_of(mapped, point, key=f"representations_pair_{'first' if point == first else 'second'}")
    seen = "representations_pair"
    if st.session_state.get(seen) != (names[first], names[second]):
        st.session_state[seen] = names[first], names[second]
        view.selected, view.second = names[first], names[second]
        st.rerun()


@st.cache_data(max_entries=16, show_spinner=False)
def _pairs(question: tuple, _mapped: Mapped, _layer: str, _cells: str) -> pd.DataFrame:  # noqa: ARG001 - what the answer is kept by
    groups = _mapped.layers.points[GROUP].to_numpy()
    parts = [rows for rows in _together(_mapped, _cells) if len(set(groups[rows])) > 1]
    found = [_pairs_among(_mapped, _layer, rows) for rows in parts]
    joined = pd.concat(found).sort_values("layer_rank", ascending=False, kind="stable")
    return joined.head(PAIRS).reset_index(drop=True)


def _together(mapped: Mapped, cells: str) -> list[np.ndarray]:
    """Return the numbers of points among which pairs are looked for."""
    rows = kept.some_rows(len(mapped.layers), MOST_PAIRED)
    if not cells:
        return [rows]
    return list(
        mapped.layers.points.iloc[rows]
        .assign(row=rows)
        .groupby(cells)["row"]
        .apply(lambda own: own.to_numpy())
    )


def _pairs_among(mapped: Mapped, layer: str, rows: np.ndarray) -> pd.DataFrame:
    from mi_core.representations.pairs import separated_pairs

    layers = mapped.layers.at(rows)
    found = separated_pairs(layers[layers.names[0]], layers[layer], layers.points[GROUP], PAIRS)
    return found.assign(first=rows[found["first"]], second=rows[found["second"]])


def _for_people(mapped: Mapped, pairs: pd.DataFrame) -> pd.DataFrame:
    titles, names = titles_of(mapped.layers), names_of(mapped.layers)
    shown = {}
    for side in ("first", "second"):
        shown[side.capitalize()] = [titles[i] for i in pairs[side]]
        shown[f"{side.capitalize()} point"] = [names[i] for i in pairs[side]]
    return pd.DataFrame(shown).assign(
        **{
            "Distance at the input": pairs["input_distance"].to_numpy(),
            "Distance in the layer": pairs["layer_distance"].to_numpy(),
            "Pairs nearer in the layer (%)": 100 * pairs["layer_rank"].to_numpy(),
        }
    )
