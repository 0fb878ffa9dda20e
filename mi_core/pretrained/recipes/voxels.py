"""Energies of perovskite cells from the moduli of their free atoms' density in reciprocal space."""

from __future__ import annotations

from functools import partial

from mi_core.inputs.crystals import CRYSTAL
from mi_core.pretrained.recipe import Recipe
from mi_core.pretrained.recipes.crystal_graphs import perovskite_of_four_anions


def pipeline(**settings):
    """Crystal → moduli at its reciprocal lattice vectors → convolutions on a cube of them, in any orientation."""
    from sklearn.pipeline import make_pipeline

    from mi_core.descriptors.reciprocal.points import ReciprocalPointsOf
    from mi_core.regressors.voxels.network import VoxelRegressor

    return make_pipeline(ReciprocalPointsOf(), VoxelRegressor(**settings))


def hartree_pipeline():
    """The same, learning filtered densities beside those of free atoms."""
    from sklearn.pipeline import make_pipeline

    from mi_core.descriptors.reciprocal.points import ReciprocalPointsOf
    from mi_core.regressors.voxels.hartree import HartreeVoxelRegressor

    volume = HARTREE_TARGETS.index("volume_a3_per_atom")
    # The error is so small that the mean over 8 orientations, the usual number, differs by 0.8 of it from one set of them to
    # another (volume); over 32 by less than half.
    network = HartreeVoxelRegressor(of_geometry=(volume,), epochs=40, rotations=32)
    return make_pipeline(ReciprocalPointsOf(), network)


HARTREE_TARGETS = ("hartree_ev_per_atom", "interatomic_hartree_ev_per_atom", "volume_a3_per_atom")

HARTREE = Recipe(
    name="voxel-hartree",
    title="Voxel network for Hartree energies (Castelli's cells)",
    summary=(
        "Convolutions on the moduli of the free atoms' electron density in reciprocal space, after Kajita et al. (2017), "
        "trained on Hartree energies of these densities, and on the volume, in cubic ABX3 cells with O, N, F and S anions. "
        "All of it can be computed exactly, so the model is there to show how well such a network learns a density, and how "
        "far pictures of what it learned can be trusted: the derivative by the density is known to be the Hartree potential."
    ),
    kind=CRYSTAL,
    dataset="castelli_densities",
    targets=HARTREE_TARGETS,
    pipeline=hartree_pipeline,
    scope=perovskite_of_four_anions,
)

FORMATION_ENERGY = Recipe(
    name="voxel-formation-energy",
    title="Voxel network for formation energies (Castelli's cells)",
    summary=(
        "Convolutions on the moduli of the free atoms' electron density in reciprocal space, after Kajita et al. (2017), "
        "together with a network on the composition and the spectrum by |G|, trained on DFT formation energies of cubic "
        "ABX3 cells with O, N, F and S anions (Castelli 2012), per cell of five atoms. What it answers comes from the "
        "spectrum and the composition: beside them the convolutions fell silent, so that it answers alike in any "
        "orientation. The graph network of the same cells errs less."
    ),
    kind=CRYSTAL,
    dataset="castelli_perovskites",
    targets=("e_form_ev_per_cell",),
    pipeline=partial(pipeline, elements=32, shells=64, epochs=50, batch_size=32, learning_rate=3e-3),
    scope=perovskite_of_four_anions,
)
