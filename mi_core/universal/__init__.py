"""Universal interatomic potentials: energies, forces and atomic environments of any crystal, from weights in a wheel."""
