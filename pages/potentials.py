"""Potentials: energies and forces of crystals and frames, with intervals, and potentials learned from one's own frames."""

from mi_core.potentials.web.page import page

page()
