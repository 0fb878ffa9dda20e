"""Models of molecules: training, and reading what ships."""
