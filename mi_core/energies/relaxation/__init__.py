"""Crystals brought to rest on a universal potential."""
