"""Generators of compositions, each behind one signature."""
