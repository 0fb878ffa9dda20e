"""Estimators that read what a universal potential makes of a crystal."""
