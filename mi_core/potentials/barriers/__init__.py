"""Barriers between two arrangements of the same atoms."""
