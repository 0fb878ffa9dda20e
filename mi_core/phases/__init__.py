"""The competing phases of every chemical system, and how far a compound lies above the hull of them."""
