"""Several crystals brought to rest one after the other: one table, one crystal's failure kept to its row."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from mi_core.energies.relaxation.relax import relax
from mi_core.energies.stability import MODEL, stability_of
from mi_core.errors import InputError
from mi_core.structures.ordered import ordered_crystal
from mi_core.universal.offered import load_potential
from mi_core.words import detail

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pymatgen.core import Structure

    from mi_core.energies.relaxation.outcome import Relaxed, Step
    from mi_core.energies.relaxation.relax import Settings
    from mi_core.structures.material import Material

COLUMNS = (
    "id",
    "formula",
    "converged",
    "steps",
    "energy_ev_per_atom",
    "e_form_ev_per_atom",
    "e_above_hull_ev_per_atom",
    "decomposition",
    "volume_change",
    "displacement_a",
    "space_group_before",
    "space_group_after",
    "in_domain",
    "remark",
    "error",
)
FROM_STABILITY = ("e_form_ev_per_atom", "e_above_hull_ev_per_atom", "decomposition", "in_domain")


def relax_material(
    material: Material, settings: Settings, on_step: Callable[[Step], bool | None] | None = None
) -> tuple[dict[str, Any], Relaxed | None]:
    """Return the row of one material, but for what the hull says, and the crystal at rest, None where there is none.

    One that explodes has none. So has one that a library stumbles over: whatever it raises is told in the row, since the
    other crystals of a job are not to be lost with it.
    """
    row: dict[str, Any] = {"id": material.id, "formula": material.formula, "error": material.error or ""}
    if row["error"]:
        return row, None
    try:
        relaxed = relax(ordered_crystal(material, "a relaxation"), load_potential(), settings, on_step)
    except InputError as error:
        return row | {"error": str(error)}, None
    except Exception as error:  # noqa: BLE001
        said = f"The relaxation of {material.formula} failed ({type(error).__name__}: {detail(error)}); check the crystal."
        return row | {"error": said}, None
    if relaxed.fault:
        return row | {"error": relaxed.fault, "converged": False, "steps": len(relaxed.steps) - 1}, None
    return row | {
        "converged": relaxed.converged,
        "steps": len(relaxed.steps) - 1,
        "energy_ev_per_atom": relaxed.energy_per_atom,
        "volume_change": relaxed.volume_change,
        "displacement_a": relaxed.displacement,
        "space_group_before": relaxed.groups[0],
        "space_group_after": relaxed.groups[1],
        "remark": " ".join(relaxed.remarks),
    }, relaxed


def relaxed_table(
    materials: Sequence[Material], rows: Sequence[dict[str, Any]], ends: Sequence[Structure | None]
) -> pd.DataFrame:
    """Return the table of COLUMNS: the rows of `relax_material`, and where the crystals at rest lie against the hull."""
    table = pd.DataFrame(rows).reindex(columns=list(COLUMNS))
    table = table.astype(dict.fromkeys(("decomposition", "in_domain", "remark"), object)).fillna(
        {"decomposition": "", "remark": "", "space_group_before": "", "space_group_after": ""}
    )
    at_rest = [number for number, end in enumerate(ends) if end is not None]
    if at_rest:
        crystals = [replace(materials[number], structure=ends[number]) for number in at_rest]
        stability = stability_of(crystals, model=MODEL)
        for name in FROM_STABILITY:
            table.loc[at_rest, name] = stability[name].to_numpy()
    return table
