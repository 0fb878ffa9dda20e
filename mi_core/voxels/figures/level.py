"""The surface on which values on a grid have one level, as triangles."""

from __future__ import annotations

import numpy as np


def level_surface(values: np.ndarray, level: float, *, periodic: bool) -> tuple[np.ndarray, np.ndarray]:
    """Return vertices (n, 3), in steps of the grid from its first point on, and triangles (m, 3) as numbers of vertices.

    values : (n_a, n_b, n_c). periodic : whether the first point follows the last; if not, the lowest value surrounds the
    grid, so that the surface is closed. Both are empty where nothing reaches the level, or everything does.
    """
    from skimage.measure import marching_cubes

    if periodic:
        padded, first = np.pad(values, (0, 1), mode="wrap"), 0
    else:
        padded, first = np.pad(values, 1, constant_values=float(values.min())), 1
    if not padded.min() < level < padded.max():
        return np.zeros((0, 3)), np.zeros((0, 3), dtype=int)
    vertices, triangles, *_ = marching_cubes(padded, level, allow_degenerate=False)
    return vertices - first, triangles


def mesh(vertices: np.ndarray, triangles: np.ndarray, **style):
    """Return plotly's trace of a surface of vertices (n, 3) and triangles (m, 3)."""
    import plotly.graph_objects as go

    x, y, z = vertices.astype(np.float32).T
    i, j, k = triangles.T
    return go.Mesh3d(x=x, y=y, z=z, i=i, j=j, k=k, flatshading=False, **style)
