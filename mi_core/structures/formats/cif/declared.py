"""Whether the atoms agree with what the file declares: formula, formula units, density, volume."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from pymatgen.core import Composition, Element

from mi_core.structures.density import DA_PER_A3, atomic_mass
from mi_core.structures.formats.cif.formula import amounts, declared_text
from mi_core.words import shown

if TYPE_CHECKING:
    from mi_core.structures.formats.cif.block import Block

_SHARE = 0.01  # of all atoms, by which an element may differ from the declared formula
_CLOSE = 0.05  # relative, of the number of formula units
_DENSITY = 0.12  # relative; hydrogens that are not listed weigh less
_VOLUME = 0.02
Content = dict[str, float]


class Declared(NamedTuple):
    """What a file declares of its cell; 0 or empty where it says nothing. Density in g/cm³, volume in Å³."""

    formula: str
    units: float
    density: float
    volume: float


def declared(block: Block) -> Declared:
    """Return what the block declares."""
    density = block.number("_exptl_crystal_density_diffrn") or 0.0
    return Declared(
        declared_text(block),
        block.number("_cell_formula_units_z", "_cell_formula_units_z_value") or 0.0,
        density / 1000.0 if density > 100.0 else density,  # kg/m³
        block.number("_cell_volume", "_cell_volume_") or 0.0,
    )


def agreement(found: Content, volume: float, said: Declared) -> tuple[int, ...]:
    """Return how well a content of the cell agrees: 1, 0 (nothing is declared) or -1 for formula, units and density."""
    return (
        _vote(_formula_agrees(found, said)),
        _vote(_units_agree(found, said)),
        _vote(_density_agrees(found, volume, said)),
    )


def _vote(agrees: bool | None) -> int:
    return 0 if agrees is None else 1 if agrees else -1


def remarks(found: Content, volume: float, said: Declared) -> tuple[str, ...]:
    """Return a sentence for each declaration that the atoms or the cell contradict."""
    sentences = []
    formula_differs = _formula_agrees(found, said) is False
    if formula_differs:
        hint = (
            "; hydrogen atoms are often left out" if "H" in amounts(said.formula) and "H" not in found else ""
        )
        sentences.append(
            f"The atoms give {Composition(found).reduced_formula}, the file declares {shown(said.formula, 60)}{hint}."
        )
    elif _units_agree(found, said) is False and _density_agrees(found, volume, said) is not True:
        sentences.append(
            f"The cell holds {_units(found, said):.3g} formula units {shown(said.formula, 60)}, the file declares "
            f"Z = {said.units:g}; atoms or symmetry operations are missing or too many."
        )
    if not formula_differs and _density_agrees(found, volume, said) is False:
        sentences.append(
            f"The atoms give {_density(found, volume):.3g} g/cm³, the file declares {said.density:.3g}; "
            "atoms or symmetry operations are missing or too many."
        )
    if said.volume and abs(volume / said.volume - 1.0) > _VOLUME:
        sentences.append(
            f"The cell has {volume:.4g} Å³, the file declares {said.volume:.4g}; check lengths and angles."
        )
    return tuple(sentences)


def _formula_agrees(found: Content, said: Declared) -> bool | None:
    theirs = amounts(said.formula)
    total = sum(theirs.values())
    if not total:
        return None
    ours = sum(found.values())
    return all(
        abs(found.get(symbol, 0.0) / ours - theirs.get(symbol, 0.0) / total) <= _SHARE
        for symbol in {*found, *theirs}
    )


def _units(found: Content, said: Declared) -> float:
    """Return formula units in the cell, by the atoms that are no hydrogen."""
    theirs = amounts(said.formula)
    heavy = [symbol for symbol in theirs if symbol != "H"] or list(theirs)
    return sum(found.get(symbol, 0.0) for symbol in heavy) / max(
        sum(theirs[symbol] for symbol in heavy), 1e-9
    )


def _units_agree(found: Content, said: Declared) -> bool | None:
    """Whether Z formula units are there, or one where the formula sum is that of the whole cell, as pymatgen writes it."""
    theirs = amounts(said.formula)
    if not said.units or not sum(theirs.values()):
        return None
    units = _units(found, said)
    return abs(units / said.units - 1.0) < _CLOSE or (abs(units - 1.0) < _CLOSE and not _is_reduced(theirs))


def _is_reduced(theirs: Content) -> bool:
    """Whether the amounts are whole numbers without a common divisor."""
    whole = [round(amount) for amount in theirs.values()]
    return math.gcd(*whole) == 1 and all(
        abs(a - b) < 1e-6 for a, b in zip(whole, theirs.values(), strict=True)
    )


def _density(found: Content, volume: float) -> float:
    return sum(atomic_mass(Element(symbol)) * amount for symbol, amount in found.items()) / volume * DA_PER_A3


def _density_agrees(found: Content, volume: float, said: Declared) -> bool | None:
    if not said.density:
        return None
    return abs(_density(found, volume) / said.density - 1.0) < _DENSITY
