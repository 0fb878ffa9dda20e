"""From materials to numbers."""
