"""Networks that weave features of atoms and of pairs of atoms, after S. Kearnes et al. (2016)."""
