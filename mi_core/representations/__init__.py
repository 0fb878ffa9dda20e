"""What networks have learned: the states of their layers, how far these part what is labelled, and maps of them."""
