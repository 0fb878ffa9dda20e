"""Figures that several systems share."""
