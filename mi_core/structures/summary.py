"""The table of what was read: one row per input, in input order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.structures.analysis.symmetry import space_group
from mi_core.structures.density import density_g_cm3
from mi_core.structures.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import pandas as pd

    from mi_core.structures.material import Material

UNKNOWN = "–"
_TYPES = {
    "id": "str",
    "formula": "str",
    "space_group": "str",
    "space_group_number": "Int64",
    "n_sites": "Int64",
    "volume_a3": "float64",
    "density_g_cm3": "float64",
    "warnings": "str",
    "error": "str",
}


def summarise(
    materials: Iterable[Material], progress: Callable[[int, int, str], None] | None = None
) -> pd.DataFrame:
    """Return one row per material with its formula, space group, sites, volume, density, warnings and error.

    Columns: id, formula, space_group (spglib, symprec 0.01 Å; "–" without a structure, above
    1,000 sites and where spglib finds none), space_group_number, n_sites (missing there), volume_a3 (Å³), density_g_cm3,
    warnings (sentences joined by a blank) and error; the last two are empty strings when there is nothing to say.
    """
    import pandas as pd

    materials = list(materials)
    state = Progress(progress)
    state.expect(len(materials))
    records = []
    for material in materials:
        records.append(_record(material))
        state.advance(material.id)
    return pd.DataFrame.from_records(records, columns=list(_TYPES)).astype(_TYPES)


def _record(material: Material) -> tuple:
    structure = material.structure
    warnings, error = " ".join(material.warnings), material.error or ""
    if structure is None:
        nothing = (UNKNOWN, None, None, None, None)
        return (material.id, material.formula, *nothing, warnings, error)
    symbol, number = space_group(structure) or (UNKNOWN, None)
    volume = structure.volume
    density = density_g_cm3(structure.composition, volume)
    return (material.id, material.formula, symbol, number, len(structure), volume, density, warnings, error)
