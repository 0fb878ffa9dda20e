"""The commands of potentials."""
