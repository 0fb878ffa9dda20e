"""The commands compare and table."""
