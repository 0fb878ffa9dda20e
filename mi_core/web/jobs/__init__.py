"""Jobs on pages: progress, files, kinds."""
