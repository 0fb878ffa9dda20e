"""Cards of data sets and models on pages."""
