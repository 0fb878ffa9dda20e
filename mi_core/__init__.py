"""Materials informatics: crystals in, properties with honest uncertainty out."""
