"""Molecules in: SMILES and files of structures, checked and in one standard form."""
