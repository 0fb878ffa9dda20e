"""What the page shows of a density file: the field in the cell, its profiles, its voxels and its spectrum."""
