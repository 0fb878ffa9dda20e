"""Figures of screenings."""
