"""Crystals in reciprocal space: Fourier coefficients of densities, on a cube or a sphere, and sums over them."""
