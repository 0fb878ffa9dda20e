"""Whether a row has the numbers beside its material at which a property is asked for."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from mi_core.conditions import CONDITIONS
from mi_core.descriptors.own_columns import known_number
from mi_core.tables.quantities import meaning

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from mi_core.conditions import Condition
    from mi_core.structures.material import Material
    from mi_core.targets import Target


def why_not_at(material: Material, target: Target) -> str:
    """Return why a target cannot be given under a row's conditions, in one sentence; "" where it can."""
    for name in target.conditions:
        value = known_number(material, name)
        condition = CONDITIONS.get(name)
        if math.isnan(value):
            return _missing(material, target, name)
        if condition is not None and (fault := condition.fault(value, _heading(material, name))):
            return fault
    return ""


def why_not_with(material: Material, optional: Collection[str]) -> str:
    """Return why what a row has of numbers that a model reads where given cannot be one, in one sentence; "" where all can.

    A number that is NaN stands for a cell with something else in it; an empty cell gives none.
    """
    for name in optional:
        means = meaning(name)
        if means is not None and name != means.quantity.key and name in material.numbers:
            continue  # a column of one's own, which is taken as it is
        if means is None or (value := material.numbers.get(means.quantity.key)) is None:
            continue
        condition = means.quantity
        heading = _heading(material, condition.key)
        if fault := _fault(material, condition.key):
            return fault
        if math.isnan(value):
            return (
                f"{condition.title} is no number in the column {heading!r}; write one"
                f"{_example(condition, heading)}, or leave the cell empty: the model then answers without it."
            )
        if fault := condition.fault(value, heading):
            return f"{fault.removesuffix('.')}, or the cell empty: the model then answers without it."
    return ""


def sentences_on_columns(materials: Iterable[Material]) -> list[str]:
    """Return which columns of tables were read as numbers beside the materials, or passed over, each sentence once."""
    tables = {id(material.columns): material.columns for material in materials}  # the rows of one share it
    found = (column.remark for columns in tables.values() for column in columns.values())
    return list(filter(None, dict.fromkeys(found)))


def _missing(material: Material, target: Target, name: str) -> str:
    condition = CONDITIONS.get(name)
    if fault := _fault(material, name):
        return fault
    if name in material.numbers or name in material.columns:
        heading = _heading(material, name)
        example = f" with a number{_example(condition, heading)}" if condition else ""
        return f"{target.title} reads the column {heading!r}, which has no number in this row; fill it in{example}."
    example = (
        f", such as {condition.example:g} for {condition.example:g} {condition.unit}" if condition else ""
    )
    return (
        f"{target.title} reads the column {name!r} beside the material; give a table that has it, filled with "
        f"numbers{example}."
    )


def _heading(material: Material, key: str) -> str:
    """Return the heading that a number of the product was read under."""
    column = material.columns.get(key)
    return column.heading if column is not None and column.heading else key


def _example(condition: Condition, heading: str) -> str:
    """Return how a number of a column is written: in the unit of its heading, or with one where that names none."""
    if heading.casefold() == condition.key:
        return f" in {condition.unit}, such as {condition.example:g}"
    means = meaning(heading)
    if means is not None and means.said:
        return " in the unit of its heading"
    return f" and its unit, such as {condition.example:g} {condition.unit}"


def _fault(material: Material, key: str) -> str:
    """Return why the column of a number cannot be read in any row, "" where it can."""
    column = material.columns.get(key)
    return column.fault if column is not None else ""
