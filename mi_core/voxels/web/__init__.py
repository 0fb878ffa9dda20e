"""The Voxels page."""
