"""The crystals and formulas of this browser session, shared by all pages, and which of them is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.web.crystals.input_rows import FORMULAS, MADE, READING, made_parts
from mi_core.web.inputs.session import InputSession

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mi_core.structures.material import Material


def _worth_a_look(rows: list[Material]) -> Material:
    """Return the first crystal, else the first formula."""
    return max(rows, key=lambda row: (row.structure is not None, row.usable))


SESSION = InputSession("materials", READING, _worth_a_look)
current_materials, current_summary = SESSION.current_materials, SESSION.current_summary
selected_material, select, turn_to = SESSION.selected_material, SESSION.select, SESSION.turn_to
add_sources, add_text, add_examples = SESSION.add_sources, SESSION.add_text, SESSION.add_examples
clear_materials, remove_material = SESSION.clear_materials, SESSION.remove_material
materials_version, restore, not_kept = SESSION.materials_version, SESSION.restore, SESSION.not_kept


def add_formulas(formulas: Iterable[str]) -> list[Material]:
    """Append typed formulas; return the new rows."""
    return SESSION.add(FORMULAS, tuple((formula, b"") for formula in formulas))


def add_materials(materials: Iterable[Material]) -> list[Material]:
    """Append rows that come from no file; return them with the ids that they have here."""
    return SESSION.add(MADE, made_parts(list(materials)))
