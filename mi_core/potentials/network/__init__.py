"""Behler–Parrinello networks: symmetry functions of each atom's environment, and a network per element on them."""
