"""What a field on a grid may be: its name, its unit, and which free atoms it can be compared with."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of field.

    Attributes
    ----------
    title : str
        As people call it.
    unit : str
        Of its values; "" for a pure number, or where it is not known.
    atoms : str
        Electrons of free atoms that it may be compared with: "all", "valence", or "" for none.
    """

    title: str
    unit: str
    atoms: str = ""


DENSITY_UNIT = "e/Å³"
KINDS = {
    "valence": Kind("electron density: valence", DENSITY_UNIT, "valence"),
    "all-electron": Kind("electron density: all electrons", DENSITY_UNIT, "all"),
    "core": Kind("electron density: core", DENSITY_UNIT),
    "states": Kind("electron density of some states", DENSITY_UNIT),
    "spin": Kind("spin density", DENSITY_UNIT),
    "difference": Kind("electron density: difference", DENSITY_UNIT),
    "potential": Kind("local potential", "eV"),
    "elf": Kind("electron localisation function", ""),
    "unknown": Kind("unknown field of a cube file", ""),
}
