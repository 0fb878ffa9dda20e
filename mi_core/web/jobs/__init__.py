"""Jobs on pages: progress, files."""
