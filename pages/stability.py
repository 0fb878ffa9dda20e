"""Stability: crystals against the hull of all known phases, as they are and at rest."""

from mi_core.energies.web.page import page

page()
