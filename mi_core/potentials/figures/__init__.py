"""Figures of potentials."""
