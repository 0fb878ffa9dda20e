"""Figures of the hull, and of the course of a relaxation."""
