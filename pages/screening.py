"""Screening: rank a quarter of a million perovskites, see which elements make stable ones, and what that saves."""

from mi_core.screening.web.page import page

page()
