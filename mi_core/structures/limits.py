"""How much one reading may take in, so that hostile or mistaken input stops early."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one reading; each one that is met becomes a row with a sentence, never a crash.

    Attributes
    ----------
    max_file_bytes : int
        Size of one file or archive member.
    max_unpacked_bytes : int
        All members of one archive, or all CIF cells of one table, together.
    max_members : int
        Files in one archive or folder.
    max_ratio : int
        Unpacked over packed size of a member; deflate itself ends near 1030, crystals stay below 50.
    max_atoms : int
        Atoms in one cell.
    max_rows : int
        Rows of a table, frames of a trajectory, blocks of a CIF or entries of a JSON list.
    max_json_depth, max_json_items : int
        Nesting and number of values of a JSON file; a value costs about 60 bytes of memory.
    max_repaired_characters : int
        Length of a CIF block with broken grammar (or in CIF 2.0) that is looked through word by word.

    """

    max_file_bytes: int = 100 * MIB
    max_unpacked_bytes: int = 500 * MIB
    max_members: int = 20_000
    max_ratio: int = 200
    max_atoms: int = 5000
    max_rows: int = 200_000
    max_json_depth: int = 100
    max_json_items: int = 5_000_000
    max_repaired_characters: int = 5_000_000


DEFAULT_LIMITS = Limits()
