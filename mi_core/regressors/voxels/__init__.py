"""Networks on voxels in reciprocal space."""
