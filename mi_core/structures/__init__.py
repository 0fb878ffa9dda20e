"""Crystals in: formats, checks, analysis, drawing."""
