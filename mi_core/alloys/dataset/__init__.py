"""The computed alloys that the models learn from: sampling, making, card, checks."""
