"""The properties that can be asked for: key, title and unit, declared once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mi_core.errors import InputError
from mi_core.words import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


DECIMALS = 3  # nearly all is in eV, of which a thousandth is the last digit worth reading


@dataclass(frozen=True, slots=True)
class Target:
    """A property as one definition of it: numbers of two definitions are never given under one key.

    Attributes
    ----------
    key, title, symbol, unit : str
        Column key, title for people, symbol for axes, unit.
    minimum : float or None
        Physical minimum.
    definition : str
        Against what it is measured, in a sentence for people.
    variant_of : str
        Key of the property of which this is another definition; a model that knows only this one answers for that key.
    by_default : bool
        Whether it is predicted without being asked for.
    for_sites_alone : str
        Key of the definition that answers for rows which name the elements on the sites of a perovskite and nothing else.
    decimals : int
        How many a value is shown with.
    conditions : tuple of str
        Columns of numbers beside the material at which a value holds, such as temperature_k; prediction frames have them.
    """

    key: str
    title: str
    symbol: str
    unit: str
    minimum: float | None = None
    definition: str = ""
    variant_of: str = ""
    by_default: bool = True
    for_sites_alone: str = ""
    decimals: int = DECIMALS
    conditions: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """Axis title: symbol and unit."""
        return f"{self.symbol} ({self.unit})"


#: The product's properties; those of the user's own models are in `pretrained.catalogue.Catalogue.targets`.
TARGETS = {
    target.key: target
    for target in (
        Target(
            "e_above_hull_ev_per_atom",
            "Energy above hull",
            "E<sub>hull</sub>",
            "eV/atom",
            definition="As the Materials Project defines it: above the convex hull of all phases, the compound itself "
            "among them; 0 is stable, and nothing lies below.",
            for_sites_alone="e_decomposition_ev_per_atom",
        ),
        Target(
            "e_form_ev_per_atom",
            "Formation energy",
            "E<sub>form</sub>",
            "eV/atom",
            definition="From the elements, with the reference energies and corrections of the Materials Project.",
        ),
        Target(
            "gap_ev",
            "Band gap",
            "E<sub>gap</sub>",
            "eV",
            minimum=0.0,
            definition="Kohn–Sham gap as the Materials Project computes it (PBE, PBE+U for some oxides and fluorides): "
            "smaller than the measured gap.",
        ),
        Target("bulk_modulus_gpa", "Bulk modulus", "K", "GPa", minimum=0.0, decimals=1),
        Target("shear_modulus_gpa", "Shear modulus", "G", "GPa", minimum=0.0, decimals=1),
        Target(
            "e_decomposition_ev_per_atom",
            "Decomposition energy",
            "ΔE<sub>d</sub>",
            "eV/atom",
            definition="Against the hull of the competing phases, the compound itself left out: negative means more "
            "stable than all of them, by so much.",
            variant_of="e_above_hull_ev_per_atom",
            by_default=False,
        ),
        Target(
            "e_form_oqmd_ev_per_atom",
            "Formation energy (OQMD)",
            "E<sub>form, OQMD</sub>",
            "eV/atom",
            definition="From the elements, with the reference energies of the Open Quantum Materials Database: on "
            "perovskites 0.16 eV/atom from those of the Materials Project in the median.",
            variant_of="e_form_ev_per_atom",
            by_default=False,
        ),
        Target(
            "gap_oqmd_ev",
            "Band gap (OQMD)",
            "E<sub>gap, OQMD</sub>",
            "eV",
            minimum=0.0,
            definition="Kohn–Sham gap as the Open Quantum Materials Database computes it.",
            variant_of="gap_ev",
            by_default=False,
        ),
        Target(
            "e_form_ev_per_cell",
            "Formation energy per ABX3 cell (Castelli)",
            "E<sub>form, Castelli</sub>",
            "eV/cell",
            definition="Per cell of five atoms, against the phases that Castelli et al. (2012) refer to, oxygen taken "
            "from water.",
            by_default=False,
        ),
    )
}


def target_of(key: str, record: dict[str, Any]) -> Target:
    """Return the target of a card's record: the product's of that key, else what the card says of it."""
    if key in TARGETS:
        return TARGETS[key]
    decimals = {target.unit: target.decimals for target in TARGETS.values()}
    return Target(
        key,
        record.get("title", key),
        record.get("symbol", key),
        record["unit"],
        record["minimum"],
        decimals=decimals.get(record["unit"], DECIMALS),
        conditions=tuple(record.get("conditions", ())),
    )


def find_target(key: str, targets: Mapping[str, Target] = TARGETS) -> Target:
    """Return the target of that key; InputError names the allowed ones and the closest."""
    if key in targets:
        return targets[key]
    raise InputError(
        f"Target {key!r} is not known; choose one of {', '.join(targets)}.{did_you_mean(key, targets)}"
    )


def definition_among(key: str, offered: Collection[str]) -> str:
    """Return the key itself if it is offered, else the one that is another definition of the same property, if any."""
    variants = (other for other in offered if other in TARGETS and TARGETS[other].variant_of == key)
    return key if key in offered else next(variants, key)
