"""Tables with known values: sources, cards, splits."""
