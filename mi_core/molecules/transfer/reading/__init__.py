"""The table of a task of one's own: its labels, and molecules that stand in it more than once."""
