"""How much training with one task lowers the loss of another, after C. Fare et al., arXiv:1809.06334 (2018)."""
