"""How a crystal is turned towards the reader: rotations that put the cell upright, or look along an axis."""

from __future__ import annotations

import numpy as np

#: Degrees about the vertical, then towards the reader: three faces of a cube are seen.
TURN, TILT = -22.0, 14.0


def views(lattice_matrix: np.ndarray) -> dict[str, list[list[float]]]:
    """Return, by name of the view, the rotation (3, 3) onto the screen's right, up and out.

    "standard" has c upright and a towards the reader, a little turned; "a", "b", "c" look down that axis.
    """
    from scipy.spatial.transform import Rotation

    turned = Rotation.from_euler("yx", (TURN, TILT), degrees=True).as_matrix()
    a, b, c = np.asarray(lattice_matrix, dtype=float)
    matrices = {
        "standard": turned @ _frame(up=c, right=b),
        "a": _looking_down(a, up=c),
        "b": _looking_down(b, up=c),
        "c": _looking_down(c, up=b),
    }
    return {name: np.round(matrix, 6).tolist() for name, matrix in matrices.items()}


def _frame(up: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Return the rotation whose rows are the unit vectors right, up and out of the screen."""
    y = up / np.linalg.norm(up)
    x = right - (right @ y) * y
    x /= np.linalg.norm(x)
    return np.array([x, y, np.cross(x, y)])


def _looking_down(axis: np.ndarray, up: np.ndarray) -> np.ndarray:
    z = axis / np.linalg.norm(axis)
    y = up - (up @ z) * z
    y /= np.linalg.norm(y)
    return np.array([np.cross(y, z), y, z])
