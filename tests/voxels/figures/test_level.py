"""Surfaces of one level are where they should be."""

from __future__ import annotations

import numpy as np
import pytest

from mi_core.voxels.figures.level import level_surface


def test_the_surface_of_a_ball_is_a_sphere():
    grid = np.stack(np.meshgrid(*[np.arange(24.0)] * 3, indexing="ij"), axis=-1)
    vertices, triangles = level_surface(-np.linalg.norm(grid - 11.5, axis=-1), -8.0, periodic=False)
    assert np.linalg.norm(vertices - 11.5, axis=1) == pytest.approx(8, abs=0.03)
    a, b, c = (vertices[triangles[:, corner]] for corner in range(3))
    area = np.linalg.norm(np.cross(b - a, c - a), axis=1).sum() / 2
    assert area == pytest.approx(4 * np.pi * 8**2, rel=0.01)


def test_a_periodic_surface_reaches_the_far_faces_and_an_impossible_level_is_empty():
    values = np.cos(2 * np.pi * np.arange(16) / 16)[:, None, None] * np.ones((16, 16, 16))
    vertices, _ = level_surface(values, 0.0, periodic=True)
    assert vertices.max(axis=0).tolist() == pytest.approx([12, 16, 16])
    assert len(level_surface(values, 2.0, periodic=True)[1]) == 0
