"""How a crystal bears strain: energy against volume, and elastic constants."""
