"""The conditions that properties depend on beside the material, such as a temperature, declared once."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

KELVIN_AT_0_CELSIUS = 273.15
_DEGREES = re.compile(r"(?:degrees?|deg\.?|grad|°)\s*")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that numbers may come in.

    Attributes
    ----------
    symbol : str
    spellings : tuple of str
        Others than the symbol, in lower case, without a word or sign for degrees before them.
    factor, offset : float
        A number in the condition's own unit is factor × number + offset.
    """

    symbol: str
    spellings: tuple[str, ...] = ()
    factor: float = 1.0
    offset: float = 0.0

    def converted(self, values: np.ndarray, goal: Unit) -> np.ndarray:
        """Return numbers in this unit in another one of the same condition."""
        if goal is self:
            return values
        return (self.factor * values + (self.offset - goal.offset)) / goal.factor


@dataclass(frozen=True, slots=True)
class Condition:
    """A number that predictions may need beside a material.

    Attributes
    ----------
    key, title : str
        Column key, title for people.
    units : tuple of Unit
        Those that are understood; the first is the product's own.
    names : tuple of str
        Headings, in lower case with one underscore for blanks, dashes and points, under which tables have it.
    above, least, most : float
        Values lie above the first, and from the second up to the third.
    example : float
        A value for sentences.
    needs_unit : bool
        Whether a heading without a unit leaves open what its numbers are.
    """

    key: str
    title: str
    units: tuple[Unit, ...]
    names: tuple[str, ...]
    above: float = -math.inf
    least: float = -math.inf
    most: float = math.inf
    example: float = 1.0
    needs_unit: bool = False

    @property
    def unit(self) -> str:
        """The product's own unit."""
        return self.units[0].symbol

    def unit_of(self, text: str) -> Unit | None:
        """Return the unit that a text names, in words or as a symbol; None for one that is not understood."""
        plain = unicodedata.normalize("NFKC", text.strip().replace("º", "°").replace("˚", "°"))
        plain = re.sub(r"[\s_]+", " ", plain)
        mega = plain.startswith("M")  # MeV and MEV are no meV
        small = _DEGREES.sub("", plain.casefold(), count=1)
        for unit in self.units:
            if plain == unit.symbol or (not mega and small in unit.spellings):
                return unit
        return None

    def fault(self, value: float, column: str = "") -> str:
        """Return why a value cannot be one of this condition, "" where it can; `column` is the heading it came from."""
        if self.above < value <= self.most and value >= self.least:
            return ""
        lowest = f"at least {self.least:g}" if math.isfinite(self.least) else f"above {self.above:g}"
        return (
            f"{self.title} is {value:g} {self.unit} in the column {column or self.key!r}; it must be {lowest} {self.unit} "
            f"and at most {self.most:,g} {self.unit}, such as {self.example:g}."
        )


#: The product's conditions by key; `Target.conditions` may name others, whose numbers are taken as they are.
CONDITIONS = {
    condition.key: condition
    for condition in (
        Condition(
            "temperature_k",
            "Temperature",
            units=(
                Unit("K", ("k", "kelvin", "kelvins")),
                Unit("°C", ("c", "oc", "celsius", "centigrade"), offset=KELVIN_AT_0_CELSIUS),
                Unit(
                    "°F",
                    ("f", "of", "fahrenheit"),
                    factor=5 / 9,
                    offset=KELVIN_AT_0_CELSIUS - 32 * 5 / 9,
                ),
            ),
            names=(
                "temperature", "temp", "t", "measurement_temperature", "absolute_temperature", "temperatur", "température",
                "temperatura", "温度", "температура", "온도",
            ),
            above=0.0,
            most=4000.0,  # no element is solid above
            example=300.0,
            needs_unit=True,
        ),
    )
}  # fmt: skip

#: Numbers that a model may read beside a material, and does without where they are not given (`Recipe.optional`), by key.
OPTIONAL_NUMBERS = {
    condition.key: condition
    for condition in (
        Condition(
            "gap_ev",
            "Band gap",
            units=(
                Unit("eV", ("ev", "electronvolt", "electronvolts", "electron volt", "electron volts")),
                Unit("meV", ("mev", "millielectronvolt", "millielectronvolts"), factor=1e-3),
                Unit("Ry", ("ry", "rydberg"), factor=13.605693),
                Unit("Ha", ("ha", "hartree"), factor=27.211386),
            ),
            names=(
                "gap", "band_gap", "bandgap", "eg", "e_g", "e_gap", "egap", "energy_gap", "band_gap_energy",
                "bandgap_energy", "energy_band_gap", "bandlücke", "バンドギャップ", "带隙", "禁带宽度", "能隙", "밴드갭",
            ),
            least=0.0,
            most=30.0,  # solid helium's is 20 eV or so
            example=1.4,
        ),
    )
}  # fmt: skip
