"""The properties that can be asked for: key, title and unit, declared once."""

from __future__ import annotations

import difflib
from contextvars import ContextVar
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from mi_core.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Target:
    """A property: its column key, its title for people, its symbol for axes, its unit, its physical minimum."""

    key: str
    title: str
    symbol: str
    unit: str
    minimum: float | None = None

    @property
    def label(self) -> str:
        """Axis title: symbol and unit."""
        return f"{self.symbol} ({self.unit})"


#: Properties of the user's own models, as long as these are in use (`pretrained.extra`).
OWN_TARGETS: ContextVar[Mapping[str, Target]] = ContextVar("own_targets", default=MappingProxyType({}))


class _Targets(dict):
    """The product's properties; `[]` finds the user's own too, so that they can be shown like any other."""

    def __missing__(self, key: str) -> Target:
        return OWN_TARGETS.get()[key]


TARGETS = _Targets(
    (target.key, target)
    for target in (
        Target("e_above_hull_ev_per_atom", "Energy above hull", "E<sub>hull</sub>", "eV/atom"),
        Target("e_form_ev_per_atom", "Formation energy", "E<sub>form</sub>", "eV/atom"),
        Target("e_form_ev_per_cell", "Formation energy per ABX3 cell", "E<sub>form</sub>", "eV/cell"),
        Target("gap_ev", "Band gap", "E<sub>gap</sub>", "eV", minimum=0.0),
        Target("bulk_modulus_gpa", "Bulk modulus", "K", "GPa", minimum=0.0),
        Target("shear_modulus_gpa", "Shear modulus", "G", "GPa", minimum=0.0),
    )
)


def known_targets() -> dict[str, Target]:
    """Return the product's properties, then those of the user's own models in use."""
    own = {key: target for key, target in OWN_TARGETS.get().items() if key not in TARGETS}
    return {**TARGETS, **own}


def find_target(key: str) -> Target:
    """Return the target of that key; InputError names the allowed ones and the closest."""
    targets = known_targets()
    if key in targets:
        return targets[key]
    close = difflib.get_close_matches(key, targets, n=1)
    hint = f" Did you mean {close[0]!r}?" if close else ""
    raise InputError(f"Target {key!r} is not known; choose one of {', '.join(targets)}.{hint}")
