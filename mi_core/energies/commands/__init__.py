"""Commands of the system: relax, hull."""
