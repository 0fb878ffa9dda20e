"""Small CIF texts for tests."""

from __future__ import annotations

from mi_core.structures.reading import read_text

CUBE = (4.2, 4.2, 4.2, 90, 90, 90)
LABELS = ("label", "fract_x", "fract_y", "fract_z")
TYPES = ("label", "type_symbol", "fract_x", "fract_y", "fract_z", "occupancy")
CSCL = "Cs1 Cs 0 0 0 1\nCl1 Cl .5 .5 .5 1"
P1 = "loop_\n_symmetry_equiv_pos_as_xyz\n'x,y,z'"
_CELL = ("length_a", "length_b", "length_c", "angle_alpha", "angle_beta", "angle_gamma")


def made_cif(atoms: str = CSCL, *, cell=CUBE, symmetry: str = P1, head: str = "", columns=TYPES) -> str:
    """Return a CIF of one block; `columns` names those of the atoms, without _atom_site_."""
    items = "".join(f"_cell_{name} {value}\n" for name, value in zip(_CELL, cell, strict=True))
    table = "loop_\n" + "".join(f"_atom_site_{name}\n" for name in columns)
    return f"data_x\n{head}\n{items}{symmetry}\n{table}{atoms}\n"


def named(symbol: str) -> str:
    """Return the item of a Hermann-Mauguin symbol."""
    return f"_symmetry_space_group_name_H-M '{symbol}'"


def listed(*operations: str) -> str:
    """Return the table of symmetry operations."""
    return "loop_\n_symmetry_equiv_pos_as_xyz\n" + "\n".join(f"'{operation}'" for operation in operations)


def crystal(text: str):
    """Return the one row of a CIF text, which must hold a crystal."""
    (row,) = read_text(text)
    assert row.error is None, row.error
    return row


def amounts(row) -> dict[str, float]:
    """Return the atoms of the cell by element."""
    return {element.symbol: round(float(n), 4) for element, n in row.structure.composition.items()}


def error(text: str) -> str:
    """Return the sentence of a CIF text that must be refused."""
    (row,) = read_text(text)
    assert row.error is not None
    assert row.structure is None
    return row.error


def said(row) -> str:
    """Return the warnings about how the CIF was read, without those about the crystal."""
    general = ("Partial occupancy", "Unusually", "models")
    return " ".join(warning for warning in row.warnings if not warning.startswith(general))
