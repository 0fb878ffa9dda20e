"""Frames of atoms with energies and forces: read, checked, written."""
