"""The part of the page that reads the full files of Ricci et al.: all temperatures and dopings."""
