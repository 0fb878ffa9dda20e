"""Do tasks chosen by affinity support a target better than others? The figure of C. Fare et al., arXiv:1809.06334 (2018)."""
