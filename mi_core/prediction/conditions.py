"""Whether a row has the numbers beside its material at which a property is asked for."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from mi_core.conditions import CONDITIONS, OPTIONAL_NUMBERS
from mi_core.descriptors.own_columns import known_number

if TYPE_CHECKING:
    from collections.abc import Collection

    from mi_core.structures.material import Material
    from mi_core.targets import Target


def why_not_at(material: Material, target: Target) -> str:
    """Return why a target cannot be given under a row's conditions, in one sentence; "" where it can."""
    for name in target.conditions:
        value = known_number(material, name)
        condition = CONDITIONS.get(name)
        if value != value:  # noqa: PLR0124 - NaN is the only number that differs from itself
            return _missing(material, target, name)
        if condition is not None and (fault := condition.fault(value)):
            return fault
    return ""


def why_not_with(material: Material, optional: Collection[str]) -> str:
    """Return why what a row has of numbers that a model reads where given cannot be one, in one sentence; "" where all can.

    A number that is NaN stands for a cell with something else in it; an empty cell gives none.
    """
    for name in optional:
        value, condition = material.numbers.get(name), OPTIONAL_NUMBERS.get(name)
        if value is None or condition is None:
            continue
        if math.isnan(value):
            return (
                f"{condition.title} is no number in the column {name!r}; write one in {condition.unit}, such as "
                f"{condition.example:g}, or leave the cell empty: the model then answers without it."
            )
        if fault := condition.fault(value):
            return f"{fault.removesuffix('.')}, or the cell empty: the model then answers without it."
    return ""


def _missing(material: Material, target: Target, name: str) -> str:
    condition = CONDITIONS.get(name)
    example = (
        f", such as {condition.example:g} for {condition.example:g} {condition.unit}" if condition else ""
    )
    if name in material.numbers:
        return (
            f"{target.title} reads the column {name!r}, which has no number in this row; fill it in{example}."
        )
    return (
        f"{target.title} reads the column {name!r} beside the material; give a table that has it, filled with "
        f"numbers{example}."
    )
