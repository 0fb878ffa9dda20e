"""How stable crystals are: formation energy, distance to the hull, and what they would decompose into."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from mi_core.errors import InputError
from mi_core.phases.hull import shipped_hull
from mi_core.prediction.predict import predict

if TYPE_CHECKING:
    from collections.abc import Callable

    from mi_core.phases.hull import HullDistance
    from mi_core.structures.material import Material

MODEL = "universal-potential"
TARGETS = {"e_form_ev_per_atom": "e_form", "e_above_hull_ev_per_atom": "e_above_hull"}
COLUMNS = (
    "id",
    "formula",
    "e_form_ev_per_atom",
    "e_form_lower",
    "e_form_upper",
    "e_above_hull_ev_per_atom",
    "e_above_hull_lower",
    "e_above_hull_upper",
    "decomposition",
    "phases",
    "in_domain",
    "model",
    "error",
)


def stability_of(
    materials: list[Material], *, model: str = MODEL, progress: Callable[[int, int], None] | None = None
) -> pd.DataFrame:
    """Return a row per material with COLUMNS; energies in eV/atom with the bounds of their 90 % intervals.

    `decomposition` is a balanced reaction per formula unit, `phases` the ids of what it names. What is wrong with one
    material is in its row's `error`.
    """
    predicted = predict(materials, list(TARGETS), model=model, progress=progress)
    parts = {key: predicted[predicted["target"] == key].reset_index(drop=True) for key in TARGETS}
    formation, above = parts.values()
    table = pd.DataFrame({"id": formation["id"], "formula": formation["formula"]})
    for (key, short), part in zip(TARGETS.items(), parts.values(), strict=True):
        table[key] = part["value"]
        table[f"{short}_lower"], table[f"{short}_upper"] = part["lower"], part["upper"]
    found = [
        _distance(formula, energy)
        for formula, energy in zip(table["formula"], table["e_form_ev_per_atom"], strict=True)
    ]
    table["decomposition"] = [
        reaction(formula, distance) if distance else ""
        for formula, distance in zip(table["formula"], found, strict=True)
    ]
    table["phases"] = [
        ", ".join(share.id or "not in the table" for share in distance.decomposition) if distance else ""
        for distance in found
    ]
    table["in_domain"] = formation["in_domain"] & above["in_domain"]
    table["model"] = formation["model"]
    table["error"] = formation["error"].where(formation["error"] != "", above["error"])
    return table[list(COLUMNS)]


def reaction(formula: str, distance: HullDistance) -> str:
    """Return what a compound decomposes into, balanced per formula unit: "KCl2 → KCl + 0.5 Cl2", or that it is stable."""
    from pymatgen.core import Composition

    compound = Composition(formula)
    products = [(share, Composition(share.formula)) for share in distance.decomposition]
    if len(products) == 1 and products[0][1].reduced_formula == compound.reduced_formula:
        if products[0][0].id:
            return f"{formula}, in its most stable form"
        return f"{formula}; what is more stable than the entries of the table is not in it"
    amounts = [share.share * compound.num_atoms / product.num_atoms for share, product in products]
    named = " + ".join(
        share.formula if abs(amount - 1) < 5e-4 else f"{amount:.3g} {share.formula}"
        for amount, (share, _) in zip(amounts, products, strict=True)
    )
    if distance.above == 0:
        return f"{formula}, more stable than {named}"
    return f"{formula} → {named}"


def _distance(formula: str, energy: float) -> HullDistance | None:
    if not formula or energy != energy:  # noqa: PLR0124 - NaN
        return None
    try:
        return shipped_hull().distance(formula, energy)
    except InputError:
        return None
