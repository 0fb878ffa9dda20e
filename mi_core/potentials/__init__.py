"""Interatomic potentials: learned from frames, asked for energies and forces, with intervals."""
