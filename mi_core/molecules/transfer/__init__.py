"""A task of one's own: what is known of other tasks carried over to a few measurements, and whether that helped."""
