"""Specifications to begin with: common wishes, and registered alloys with less copper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.alloys.compositions.composition import ELEMENTS
from mi_core.alloys.compositions.designations import DESIGNATIONS
from mi_core.alloys.specification.wishes import Bound, PhaseWish, Specification

if TYPE_CHECKING:
    from collections.abc import Mapping

OTHERS = 0.05  # wt%: what the register allows of each element that an alloy does not name
AGED_K = 450.0  # near the temperatures of ageing, where the hardening phases are compared

#: At least so much of the phases that harden an alloy: about four fifths of what its nominal composition has at AGED_K.
HARDENING = {
    "6061": {"MG2SI": 0.0125},
    "7075": {"LAVES_C14": 0.035},
    "A356": {"MG2SI": 0.0045, "DIAMOND_A4": 0.05},
}


def _like(name: str, less: str, hardening: Mapping[str, float]) -> Specification:
    """Return the limits of a registered alloy with at most half its nominal content of one element."""
    alloy = next(one for one in DESIGNATIONS if one.name == name)
    limits = {symbol: Bound(*alloy.limits_wt.get(symbol, (0.0, OTHERS))) for symbol in ELEMENTS}
    limits[less] = Bound(max=round(alloy.nominal_wt[less] / 2, 3))
    phases = tuple(PhaseWish(phase, AGED_K, min=least) for phase, least in hardening.items())
    return Specification(
        phases, {symbol: Bound(bound.min or None, bound.max) for symbol, bound in limits.items()}
    )


PRESETS: dict[str, Specification] = {
    "Single-phase alpha-Al at 800 K": Specification((PhaseWish("FCC_A1", 800.0, min=1.0),)),
    "At least 1.5 % Mg2Si at 450 K and none at 820 K": Specification(
        (PhaseWish("MG2SI", 450.0, min=0.015), PhaseWish("MG2SI", 820.0, max=0.0))
    ),
    "No liquid below 850 K": Specification(derived={"solidus_k": Bound(min=850.0)}),
    "Freezing range under 40 K": Specification(derived={"freezing_range_k": Bound(max=40.0)}),
} | {f"Like {name}, with less Cu": _like(name, "Cu", phases) for name, phases in HARDENING.items()}
