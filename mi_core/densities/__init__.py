"""Densities and potentials on the grid of a cell: read from files, compared with free atoms, cut, drawn, written."""
