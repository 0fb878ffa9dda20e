"""Environments of atoms: made without quantum mechanics, labelled by an authority, to look at what networks learned."""
