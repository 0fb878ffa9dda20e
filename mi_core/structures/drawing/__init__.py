"""Crystals as scenes: atoms, bonds, polyhedra, views."""
