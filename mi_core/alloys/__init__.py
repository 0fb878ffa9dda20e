"""Alloys: phase equilibria, specifications, generators of compositions, and their verification."""
