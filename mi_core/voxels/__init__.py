"""Voxels: the density of a crystal in reciprocal space, and what a network reads there."""
