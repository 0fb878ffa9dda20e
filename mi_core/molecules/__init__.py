"""Molecules: predictions for many tasks, which tasks help which, and networks that carry over to fifty measurements."""
