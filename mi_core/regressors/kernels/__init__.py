"""Regressors in the space of a kernel."""
