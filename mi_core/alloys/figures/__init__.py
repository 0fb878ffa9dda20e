"""Figures of alloys."""
