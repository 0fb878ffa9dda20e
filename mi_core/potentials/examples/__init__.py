"""Frames that are made on the spot: to ask a potential about, and to learn a first one from."""
