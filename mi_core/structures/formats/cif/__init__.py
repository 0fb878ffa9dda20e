"""CIF: one way for every file, from its text to the crystal.

`grammar` cuts the text into blocks, `repair` helps it where the grammar is broken or CIF 2.0; `block` looks values up
under all names that the dictionaries gave them; `cell`, `sites` and `symmetry` say what the file holds;
`choice` settles what a symbol leaves open; `expansion` and `sharing` fill the cell; `declared` asks whether the result
agrees with the formula, Z, density and volume that the file declares.
"""

from mi_core.structures.formats.cif.reading import FORMAT, rows

__all__ = ["FORMAT", "rows"]
