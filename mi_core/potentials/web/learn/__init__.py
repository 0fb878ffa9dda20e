"""Potentials of one's own: frames in, a job, what came of it."""
