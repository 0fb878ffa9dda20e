"""Families of compounds by their anion: groups whose errors differ, and which people ask about separately."""

from __future__ import annotations

# Of several anions the first one listed names the family: an oxynitride is among the oxides.
FAMILIES = {
    "oxides": frozenset({8}),
    "nitrides": frozenset({7}),
    "chalcogenides": frozenset({16, 34, 52}),
    "halides": frozenset({9, 17, 35, 53}),
}
OTHER = "others"


def family(atomic_numbers) -> str:
    """Return the family of a compound from its atomic numbers."""
    elements = {int(z) for z in atomic_numbers}
    return next((name for name, anions in FAMILIES.items() if elements & anions), OTHER)
