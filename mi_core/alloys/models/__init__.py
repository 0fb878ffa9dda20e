"""What was learned: the surrogate of phase equilibria and the generators of compositions."""
