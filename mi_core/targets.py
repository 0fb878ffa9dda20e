"""The properties that can be asked for: key, title and unit, declared once, in targets.yaml and molecular_targets.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mi_core.cards import parse_yaml
from mi_core.words import find_named

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
    probability : bool
        Whether a value is the probability, 0 to 1, of the class that tables give as 1 and the other one as 0.
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
    probability: bool = False

    @property
    def label(self) -> str:
        """Axis title: symbol, and unit if it has one."""
        return f"{self.symbol} ({self.unit})" if self.unit else self.symbol

    @property
    def heading(self) -> str:
        """Head of a column: title, and unit if it has one."""
        return f"{self.title} ({self.unit})" if self.unit else self.title


#: Of crystals and compositions, then of molecules.
DECLARED = ("targets.yaml", "molecular_targets.yaml")
#: The product's properties; those of the user's own models are in `pretrained.catalogue.Catalogue.targets`.
TARGETS = {
    key: Target(key, **record | {"conditions": tuple(record.get("conditions", ()))})
    for name in DECLARED
    for key, record in parse_yaml(Path(__file__).with_name(name).read_text(encoding="utf-8")).items()
}


def target_of(key: str, record: Mapping[str, Any]) -> Target:
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
    return find_named("Target", key, targets)


def definition_among(key: str, offered: Collection[str]) -> str:
    """Return the key itself if it is offered, else the one that is another definition of the same property, if any."""
    variants = (other for other in offered if other in TARGETS and TARGETS[other].variant_of == key)
    return key if key in offered else next(variants, key)
