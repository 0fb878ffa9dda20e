"""The conditions that properties depend on beside the material, such as a temperature, declared once."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

KELVIN_AT_0_CELSIUS = 273.15


@dataclass(frozen=True, slots=True)
class Condition:
    """A number that predictions may need beside a material.

    Attributes
    ----------
    key, title, unit : str
        Column key, title for people, unit.
    above, least, most : float
        Values lie above the first, and from the second up to the third.
    example : float
        A value for sentences.
    names : tuple of str
        Headings, as `mi_core.tables.names.normal` writes them, under which tables have it with a unit.
    offsets : mapping
        Unit → what is to be added to its numbers to have them in `unit`.
    """

    key: str
    title: str
    unit: str
    above: float = -math.inf
    least: float = -math.inf
    most: float = math.inf
    example: float = 1.0
    names: tuple[str, ...] = ()
    offsets: Mapping[str, float] = field(default_factory=dict, hash=False)

    def fault(self, value: float) -> str:
        """Return why a value cannot be one of this condition, "" where it can."""
        if self.above < value <= self.most and value >= self.least:
            return ""
        lowest = f"at least {self.least:g}" if math.isfinite(self.least) else f"above {self.above:g}"
        return (
            f"{self.title} is {value:g} {self.unit} in the column {self.key!r}; it must be {lowest} {self.unit} "
            f"and at most {self.most:,g} {self.unit}, such as {self.example:g}."
        )


#: The product's conditions by key; `Target.conditions` may name others, whose numbers are taken as they are.
CONDITIONS = {
    condition.key: condition
    for condition in (
        Condition(
            "temperature_k",
            "Temperature",
            "K",
            above=0.0,
            most=4000.0,  # no element is solid above
            example=300.0,
            names=("temperature", "temp", "t", "temperatur", "température", "温度"),
            offsets=dict.fromkeys(("K", "°K"), 0.0)
            | dict.fromkeys(("°C", "C", "degC", "deg C"), KELVIN_AT_0_CELSIUS),
        ),
    )
}

#: Numbers that a model may read beside a material, and does without where they are not given (`Recipe.optional`), by key.
OPTIONAL_NUMBERS = {
    condition.key: condition
    for condition in (
        Condition(
            "gap_ev", "Band gap", "eV", least=0.0, most=30.0, example=1.4
        ),  # solid helium's is 20 eV or so
    )
}
