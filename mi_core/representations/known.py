"""What is known of points without a network: of elements, of an atom's surroundings, of a material."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from mi_core.evaluation.groups import anion_family
from mi_core.representations.layers import ATOMS, ID, MATERIALS, Layers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pymatgen.core import Structure

    from mi_core.structures.material import Material

SHELL = 1.1  # of the distance to the nearest atom: what is nearer is in the first shell
REACH_A = 5.0  # beyond it an atom has no neighbours


class Known(NamedTuple):
    """A column of the frame of points: its title, and whether it holds classes or numbers."""

    title: str
    classes: bool


#: Column → what it is; of properties that models predict, titles are those of the targets.
COLUMNS = {
    "element": Known("Element", classes=True),
    "block": Known("Block of the element", classes=True),
    "period": Known("Period of the element", classes=True),
    "electronegativity": Known("Electronegativity of the element", classes=False),
    "fraction": Known("Fraction in the formula", classes=False),
    "shell": Known("First shell", classes=True),
    "coordination": Known("Coordination number", classes=True),
    "nearest_angstrom": Known("Distance to the nearest atom (Å)", classes=False),
    "family": Known("Family of the anion", classes=True),
    "space_group": Known("Space group", classes=True),
    "elements": Known("Number of elements", classes=True),
    "volume_a3_per_atom": Known("Volume per atom (Å³)", classes=False),
    "origin": Known("Whose it is", classes=True),
}
YOURS, EXAMPLE, LEARNED = "yours", "example", "learned"


def with_known(
    layers: Layers,
    materials: Iterable[Material],
    values: pd.DataFrame,
    origins: Mapping[str, str] = MappingProxyType({}),
) -> Layers:
    """Return the layers with a column for all that is known of their points; of whom nothing is known holds "" or NaN.

    values : id and true values of properties; origins : whose a material is, by id, such as YOURS; LEARNED
    where nothing is said.
    """
    by_id = {material.id: material for material in materials}
    points = layers.points
    of_id = pd.DataFrame([_of_material(by_id[i]) | {ID: i} for i in points[ID].unique()])
    of_id["origin"] = [origins.get(name, LEARNED) for name in of_id[ID]]
    of_id = of_id.merge(values, on=ID, how="left")
    known = [points.reset_index(drop=True), points[[ID]].merge(of_id, on=ID, how="left").drop(columns=ID)]
    if layers.of != MATERIALS:
        known.append(pd.DataFrame([_of_element(symbol) for symbol in points["element"]]))
    if layers.of == ATOMS:
        known.append(_of_atoms(points, by_id))
    frame = pd.concat(known, axis=1)
    return Layers(layers.of, layers.names, layers.values, frame.loc[:, ~frame.columns.duplicated()])


def columns_of(points: pd.DataFrame, titles: Mapping[str, str]) -> dict[str, Known]:
    """Return the columns that points can be coloured by: those that differ among them.

    titles : of further columns of numbers, such as properties.
    """
    known = COLUMNS | {key: Known(title, classes=False) for key, title in titles.items()}
    differing = {key for key in known if key in points and len(set(points[key].dropna()) - {""}) > 1}
    return {key: one for key, one in known.items() if key in differing}


def _of_material(material: Material) -> dict[str, Any]:
    from pymatgen.core import Composition

    from mi_core.structures.analysis.symmetry import space_group

    structure = material.structure
    found = None if structure is None else space_group(structure)
    return {
        "family": anion_family(material),
        "elements": str(len(Composition(material.formula).elements)),
        "space_group": "" if found is None else f"{found[0]} ({found[1]})",
        "volume_a3_per_atom": np.nan if structure is None else structure.volume / len(structure),
    }


@cache
def _of_element(symbol: str) -> dict[str, Any]:
    from pymatgen.core import Element

    from mi_core.descriptors.elements import element_table

    element = Element(symbol)
    table = element_table()
    value = table["electronegativity"].get(symbol, np.nan)
    return {"block": element.block, "period": str(element.row), "electronegativity": float(value)}


def _of_atoms(points: pd.DataFrame, by_id: Mapping[str, Material]) -> pd.DataFrame:
    """Return what surrounds each atom; nothing for atoms of crystals whose graph holds equal atoms once."""
    nothing = {"shell": "", "coordination": "", "nearest_angstrom": np.nan}
    shells: dict[str, list[dict[str, Any]]] = {}
    for name, atoms in points.groupby(ID, sort=False):
        structure = by_id[str(name)].structure
        if structure is not None and len(structure) == len(atoms):
            shells[str(name)] = first_shells(structure)
        else:
            shells[str(name)] = [nothing] * (int(atoms["atom"].max()) + 1)
    rows = [shells[i][atom] for i, atom in zip(points[ID], points["atom"].astype(int), strict=True)]
    return pd.DataFrame(rows)


def first_shells(structure: Structure) -> list[dict[str, Any]]:
    """Return of each atom its first shell, such as "6 O", how many atoms that are, and the distance to the nearest, Å."""
    from collections import Counter

    from mi_core.structures.analysis.cells import majority_elements

    elements = majority_elements(structure)
    centres, others, _, distances = structure.get_neighbor_list(REACH_A)
    found = []
    for atom in range(len(structure)):
        mine = centres == atom
        nearest = distances[mine].min() if mine.any() else np.nan
        shell = Counter(elements[i] for i in others[mine][distances[mine] <= SHELL * nearest])
        words = " + ".join(f"{n} {symbol}" for symbol, n in sorted(shell.items()))
        found.append({"shell": words, "coordination": str(shell.total()), "nearest_angstrom": float(nearest)})
    return found
