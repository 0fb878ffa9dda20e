"""Transport that Ricci et al. computed at many temperatures and dopings, from the files that somebody has of it."""
