"""How good predictions are: errors, conformal intervals and their coverage, the domain of a model."""
