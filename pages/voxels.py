"""Voxels: the density of a crystal in reciprocal space as networks read it, in the cell, and what they cannot see."""

from mi_core.voxels.web.page import page

page()
