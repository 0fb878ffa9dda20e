"""Representations: what networks have learned, layer by layer, as maps of atoms, elements and materials."""

from mi_core.web.representations.page import page

page()
