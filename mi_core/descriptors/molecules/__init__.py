"""From molecules to numbers: graphs of atoms and pairs, descriptors, fingerprints."""
