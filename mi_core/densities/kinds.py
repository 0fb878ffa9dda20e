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
    about : str
        What it is, in a sentence or two.
    atoms : str
        Electrons of free atoms that it may be compared with: "all", "valence", or "" for none.
    has_sign : bool
        Whether both signs are usual. Of such kinds only a potential has a zero that means nothing.
    symbol : str
        In figures.
    """

    title: str
    unit: str
    about: str
    atoms: str = ""
    has_sign: bool = False
    symbol: str = "ρ"


DENSITY_UNIT = "e/Å³"
KINDS = {
    "valence": Kind(
        "electron density: valence",
        DENSITY_UNIT,
        "The electrons that the calculation moved; the cores, which pseudopotentials stand for, are not in it.",
        "valence",
    ),
    "all-electron": Kind(
        "electron density: all electrons", DENSITY_UNIT, "Cores and valence, as X-rays see them.", "all"
    ),
    "core": Kind(
        "electron density: core",
        DENSITY_UNIT,
        "The cores alone (AECCAR0); dropped together with AECCAR2 they make the density of all electrons.",
    ),
    "states": Kind(
        "electron density of some states",
        DENSITY_UNIT,
        "The electrons of chosen bands or energies (PARCHG), not those of the whole crystal.",
    ),
    "spin": Kind(
        "spin density",
        DENSITY_UNIT,
        "The density of electrons with one spin minus that of the other; it has both signs, and adds up to the moment.",
        has_sign=True,
        symbol="m",
    ),
    "difference": Kind(
        "electron density: difference",
        DENSITY_UNIT,
        "Where electrons came to is positive, where they left is negative.",
        has_sign=True,
        symbol="Δρ",
    ),
    "potential": Kind(
        "local potential",
        "eV",
        "The potential energy of an electron (LOCPOT), in eV, and no density; its zero means nothing.",
        symbol="V",
        has_sign=True,
    ),
    "elf": Kind(
        "electron localisation function",
        "",
        "A pure number from 0 to 1, and no density: 1 where electrons are paired in a bond, a lone pair or a shell, 0.5 as "
        "in a uniform gas.",
        symbol="ELF",
    ),
    "unknown": Kind(
        "unknown field of a cube file",
        "",
        "The file does not say what its values are, nor do they look like a density: they are shown as they stand in it.",
        has_sign=True,
        symbol="f",
    ),
}
