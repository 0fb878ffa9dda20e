"""Energies that follow the structure: relaxation, the hull, decomposition."""
