"""Thermodynamic databases: reading, faults, phases and their names."""
