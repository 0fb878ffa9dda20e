"""Descriptors that make one row of numbers of a crystal, where its atoms are included."""
