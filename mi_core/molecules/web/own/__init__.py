"""The part "Your own task": a table comes in, and whether known tasks help it comes out."""
