"""Phase equilibria by CALPHAD: databases, element systems, the minimum of the Gibbs energy, and what follows from it."""
