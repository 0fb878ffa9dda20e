"""What a crystal is: symmetry, sites, environments, diffraction."""
