"""What elements say about a candidate: charges, radii, lattice constant."""
