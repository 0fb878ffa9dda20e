"""Structures: bring crystals, see what was read, look at one in 3D."""

from mi_core.web.crystals.page import page

page()
