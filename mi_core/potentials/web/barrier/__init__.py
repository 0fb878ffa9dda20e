"""The part about barriers between two arrangements of the same atoms."""
