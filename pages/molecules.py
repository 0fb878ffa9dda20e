"""Molecules: 48 properties of any molecule, which tasks help which, and a property of one's own from fifty measurements."""

from mi_core.molecules.web.page import page

page()
