"""Comparisons and own models as jobs."""
