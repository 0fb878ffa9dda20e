"""What is wished of an alloy: phases at temperatures, composition, derived temperatures, cost; each a range."""

from __future__ import annotations

from dataclasses import dataclass, field

from mi_core.alloys.thermodynamics.database.phase_names import phase_label
from mi_core.alloys.thermodynamics.results.derived_grid import derived_title

MOLE_FRACTION = "mole fraction"  # the unit of the amount of a phase in files; people read mole per cent
TOLERANCE = 0.02  # phase fraction: how close to a wished value counts as met

#: How far a quantity may lie from a wished value, and outside of a wished range, and still meet it, by kind of wish.
#: Ranges are met exactly, up to what the numbers are exact to: fractions printed with four digits, bisection to 0.5 K.
VALUE_TOLERANCE = {"phase": TOLERANCE, "composition": 0.01, "derived": 2.0, "cost": 0.01}
RANGE_TOLERANCE = {"phase": 1e-4, "composition": 1e-3, "derived": 0.5, "cost": 1e-3}
UNITS = {"phase": MOLE_FRACTION, "composition": "wt%", "derived": "K", "cost": "USD/kg"}


@dataclass(frozen=True, slots=True)
class Bound:
    """A range, both ends included; None leaves a side open."""

    min: float | None = None
    max: float | None = None


OPEN = Bound()


@dataclass(frozen=True, slots=True)
class PhaseWish:
    """Mole fraction (0–1) of a phase, by its name in the database, at a temperature in K."""

    phase: str
    temperature_k: float
    min: float | None = None
    max: float | None = None


@dataclass(frozen=True, slots=True)
class Specification:
    """All that is wished of one alloy; what is not mentioned is free.

    Attributes
    ----------
    phases : tuple of PhaseWish
    composition_wt : dict of Bound by symbol
        Weight percent; "Al", the balance, may be limited too.
    derived : dict of Bound
        Keys "solidus_k", "liquidus_k", "freezing_range_k" and "solvus_k:PHASE", in K.
    cost_per_kg : Bound or None
        USD per kg of the raw metals.
    """

    phases: tuple[PhaseWish, ...] = ()
    composition_wt: dict[str, Bound] = field(default_factory=dict)
    derived: dict[str, Bound] = field(default_factory=dict)
    cost_per_kg: Bound | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """One wish in a form that all kinds share.

    kind : "phase", "composition", "derived" or "cost"; key : phase, symbol, or key of `Specification.derived`;
    tolerance : how far outside of min–max still meets it, in the wish's unit; text : for people.
    """

    kind: str
    key: str
    temperature_k: float | None
    min: float | None
    max: float | None
    unit: str
    tolerance: float
    text: str


def wishes(spec: Specification) -> list[Wish]:
    """Return the wishes of a specification, in the order phases, composition, derived temperatures, cost."""
    found = [
        _wish(
            "phase",
            wish.phase,
            wish,
            f"{phase_label(wish.phase)} at {wish.temperature_k:g} K",
            wish.temperature_k,
        )
        for wish in spec.phases
    ]
    found += [_wish("composition", key, bound, key) for key, bound in spec.composition_wt.items()]
    found += [_wish("derived", key, bound, derived_title(key)) for key, bound in spec.derived.items()]
    if spec.cost_per_kg is not None:
        found.append(_wish("cost", "cost_per_kg", spec.cost_per_kg, "cost"))
    return found


def range_text(low: float | None, high: float | None, unit: str = "") -> str:
    """Return a range in words: "0.02", "at least 1 wt%", "at most 40 K", "0.01 to 0.02"."""
    unit = f" {unit}" if unit else ""
    if low is None:
        return f"at most {high:g}{unit}"
    if high is None:
        return f"at least {low:g}{unit}"
    return f"{low:g}{unit}" if low == high else f"{low:g} to {high:g}{unit}"


def _wish(kind: str, key: str, bound: Bound | PhaseWish, what: str, temperature: float | None = None) -> Wish:
    exact = bound.min is not None and bound.min == bound.max
    tolerance = (VALUE_TOLERANCE if exact else RANGE_TOLERANCE)[kind]
    text = f"{what}: {range_text(bound.min, bound.max, UNITS[kind])}"
    return Wish(kind, key, temperature, bound.min, bound.max, UNITS[kind], tolerance, text)
