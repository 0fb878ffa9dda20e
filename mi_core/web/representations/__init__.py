"""The page of representations: maps of layers beside crystals, measures, clusters and pairs."""
