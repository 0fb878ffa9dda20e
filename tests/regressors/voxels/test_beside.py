"""What stands beside the voxels does not change when a crystal is turned, and stays smooth where nothing scatters."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch
from pymatgen.core import Lattice, Structure
from scipy.spatial.transform import Rotation

from mi_core.descriptors.reciprocal.points import reciprocal_points
from mi_core.regressors.voxels.beside import Beside, Spectrum
from mi_core.regressors.voxels.half_cube import HalfCube, collate_points

ROWS = [
    reciprocal_points(Structure(Lattice.cubic(a), ["Cs", "Cl"], [[0, 0, 0], [0.5, 0.5, 0.5]]))
    for a in (3.9, 4.1, 4.4)
]


def batch(rotation=None):
    return collate_points(ROWS, np.broadcast_to(np.eye(3) if rotation is None else rotation, (3, 3, 3)))


def test_a_rotation_changes_nothing():
    torch.manual_seed(0)
    layer = Beside(elements=4, shells=16, reach=11.0, n_fields=1, width=8)
    layer.learn_scales(batch())
    turned = batch(Rotation.random(random_state=1).as_matrix())
    np.testing.assert_allclose(layer(turned).detach(), layer(batch()).detach(), rtol=1e-5, atol=1e-6)


def test_shells_of_a_spectrum_hold_all_squares_within_reach():
    layer, rows = Spectrum(40, 12.0, 1), batch()
    squares = layer.unscaled(rows).square().sum(dim=1)
    exact = [float((row.moduli**2).sum()) for row in ROWS]
    np.testing.assert_allclose(squares, exact, rtol=1e-4)


def test_scaled_shells_have_the_root_mean_square_one_over_what_they_learned():
    layer = Spectrum(40, 12.0, 1)
    layer.learn_scales(batch())
    squares = layer(batch()).square().mean(dim=0)
    np.testing.assert_allclose(squares[layer.scale > 1e-3 * layer.scale.max()], 1.0, rtol=1e-4)


@pytest.mark.parametrize("layer", [Spectrum(64, 11.4, 1), HalfCube(32, 6.4, 1)], ids=["spectrum", "cube"])
def test_what_no_training_row_had_does_not_drown_what_was_learned(layer):
    """A larger cell has reflections in inner shells, where those of small cells have none."""
    layer.learn_scales(batch())
    cell = Structure(Lattice.cubic(4.1), ["Cs", "Cl"], [[0, 0, 0], [0.5, 0.5, 0.5]]) * (3, 1, 1)
    cell.perturb(0.3, seed=0)
    found = layer(collate_points([reciprocal_points(cell)], np.eye(3)[None]))
    assert torch.isfinite(found).all()
    assert float(found.abs().max()) < 100 * float(layer(batch()).abs().max())


def test_gradients_are_finite_where_a_shell_is_empty():
    rows = batch()
    moduli = (rows.moduli * 0).requires_grad_()
    Spectrum(40, 12.0, 1).unscaled(replace(rows, moduli=moduli)).sum().backward()
    assert torch.isfinite(moduli.grad).all()
