"""The Potentials page."""
