"""Sub-clusters within one class of points in the layer that the map shows, and what tells them apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import streamlit as st

from mi_core.figures.representations import differences_figure
from mi_core.representations.clusters import (
    HDBSCAN,
    MIXTURE,
    NONE,
    distinguishing,
    said_of_cluster,
    sub_clusters,
)
from mi_core.web.components.figure_downloads import figure_with_downloads
from mi_core.web.components.formulas import escaped
from mi_core.web.components.segmented_choice import segmented_choice
from mi_core.web.representations.labels import classes_of, names_of
from mi_core.web.representations.measures_part import choose_labels
from mi_core.web.representations.view import PAGE

if TYPE_CHECKING:
    from mi_core.representations.mapped import Mapped
    from mi_core.web.representations.looked_at import LookedAt

METHODS = {HDBSCAN: "Dense regions", MIXTURE: "Sum of Gaussians"}
MOST_CLASSES = 40  # that are offered, the most frequent ones


def clusters_part(chosen: LookedAt) -> None:
    """Choose a class, and show its sub-clusters; InputError where it has too few points."""
    mapped = chosen.mapped
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        column = choose_labels(mapped, "Classes", "clusters")
        if not column:
            return
        labels = classes_of(mapped.layers.points, column, mapped.columns[column])
        label = _choose_class(labels, column)
        layer = layer_choice(mapped, "clusters")
        method = segmented_choice("Method", METHODS, HDBSCAN, key="representations_clusters_method")
    with st.spinner("Looking for sub-clusters …"):
        question = (*chosen.asked, column, label, layer, method)
        clusters = _clusters(question, mapped.layers[layer], labels, label, method)
    differences = distinguishing(clusters, _numbers(mapped))
    found = np.unique(clusters[clusters != NONE])
    if len(found) < 2:
        n = int((labels == label).sum())
        st.markdown(escaped(f"The {n:,} points of {label} form no two clusters in this layer."))
        return
    for cluster in found:
        share = f"{int((clusters == cluster).sum()):,} points. "
        st.markdown(escaped(share + said_of_cluster(differences, int(cluster))))
    _show(chosen, clusters, differences, f"{chosen.name}-{layer}-{label}")


def layer_choice(mapped: Mapped, key: str) -> str:
    """Offer the layers, that of the map first chosen, and return the chosen one."""
    names, current = mapped.layers.names, PAGE.now().layer
    current = current if current in names else names[-1]
    return st.selectbox(
        "Layer",
        names,
        index=names.index(current),
        key=f"representations_{key}_layer_{PAGE.now().model}_{PAGE.now().of}_{current}",
        width=220,
    )


def _choose_class(labels: np.ndarray, column: str) -> str:
    counts = pd.Series(labels[labels != ""]).value_counts().head(MOST_CLASSES)
    return st.selectbox(
        "Class",
        list(counts.index),
        format_func=lambda name: f"{name} ({counts[name]:,})",
        key=f"representations_class_{PAGE.now().model}_{PAGE.now().of}_{column}",
        width=220,
    )


@st.cache_data(max_entries=16, show_spinner=False)
def _clusters(
    question: tuple,  # noqa: ARG001 - what the answer is kept by
    _values: np.ndarray,
    _labels: np.ndarray,
    _label: str,
    _method: str,
) -> np.ndarray:
    return sub_clusters(_values, _labels, _label, _method)


def _numbers(mapped: Mapped) -> pd.DataFrame:
    """Return the numbers that are known of points, under their titles."""
    titles = {column: known.title for column, known in mapped.columns.items() if not known.classes}
    return mapped.layers.points[list(titles)].rename(columns=titles)


def _show(chosen: LookedAt, clusters: np.ndarray, differences: pd.DataFrame, name: str) -> None:
    numbers = {int(cluster): str(cluster + 1) for cluster in np.unique(clusters[clusters != NONE])}
    cluster = segmented_choice("Cluster", numbers, 0, key=f"representations_cluster_{name}")
    left, right = st.columns([3, 2], gap="medium")
    with left:
        figure_with_downloads(
            differences_figure(
                differences[differences["cluster"] == cluster], f"What tells cluster {cluster + 1} apart"
            ),
            f"{name}-clusters",
            data=differences,
            key="representations_differences",
        )
    members = chosen.mapped.layers.at(np.flatnonzero(clusters == cluster))
    right.dataframe(
        pd.DataFrame({"Point": names_of(members), "Formula": members.points["formula"]}),
        hide_index=True,
        height=320,
    )
