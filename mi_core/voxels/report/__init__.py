"""Reports of the Voxels page: what was read, what it amounts to, and what networks make of it."""
