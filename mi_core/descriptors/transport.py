"""What a formula and, where there is one, a crystal say of electronic transport, in few numbers.

After L. Laugier et al., arXiv:1811.06219 (2018), who describe compounds by statistics of their elements and by what the
Materials Project computed for them. Which statistics, how a cell is made the same for all descriptions of a crystal, and how
missing numbers are told, is our choice.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from mi_core.descriptors.elements import LAST_ATOMIC_NUMBER, covalent_radii, filled_element_table
from mi_core.descriptors.formulas import ElementFractions, FormulaFractions
from mi_core.descriptors.own_columns import WithOwnColumns
from mi_core.descriptors.stateless import Stateless
from mi_core.errors import InputError
from mi_core.structures.analysis.cells import primitive_size
from mi_core.structures.analysis.symmetry import MAX_SITES, space_group
from mi_core.structures.density import density_g_cm3
from mi_core.structures.material import SiteElements

PROPERTIES = ("atomic_mass", "covalent_radius", "electronegativity")  # Da, Å, Pauling's scale
STATISTICS = ("mean", "deviation", "range")
SHELLS = ("s", "p", "d")
CELL = ("n_sites", "volume_a3", "density_g_cm3")
#: Crystal system → the last number of its space groups, Int. Tables for Crystallography A, 2.1.
LAST_SPACE_GROUP = {
    "triclinic": 2, "monoclinic": 15, "orthorhombic": 74, "tetragonal": 142, "trigonal": 167, "hexagonal": 194, "cubic": 230,
}  # fmt: skip
#: Numbers beside a material that density-functional theory gives, used where a table has them.
DFT_COLUMNS = ("e_form_ev_per_atom", "e_above_hull_ev_per_atom", "gap_ev", "fermi_level_ev")


class TransportDescriptors(Stateless):
    """Transformer from materials (or formula strings, or site elements) to (n, 12) or, with `crystal`, (n, 24) float64.

    Of the composition, per atom: mean, standard deviation and range of atomic mass (Da), covalent radius (Å) and
    electronegativity; s, p and d shares of the valence electrons. Of the crystal: sites and volume (Å³) of the primitive
    cell, density (g/cm³), the crystal system as seven columns of 0 and 1; NaN where it is not known, and two columns that
    are 1 where cell, and system, are missing. InputError for a formula that cannot be read, and for elements beyond Lr.

    Parameters
    ----------
    crystal : bool
        Whether the crystal is described, too.
    """

    def __init__(self, crystal=True):
        self.crystal = crystal

    def transform(self, X) -> np.ndarray:
        """Return the descriptors of each material."""
        X = list(X)
        numbers = [_of_composition(row) for row in FormulaFractions().transform(map(_formula, X))]
        composition = np.array(numbers, dtype=float).reshape(
            len(X), len(PROPERTIES) * len(STATISTICS) + len(SHELLS)
        )
        return np.hstack([composition, _of_crystals(X)]) if self.crystal else composition

    def get_feature_names_out(self, input_features=None):  # noqa: ARG002 - scikit-learn's signature
        """Return the name of each column."""
        names = [f"{statistic}_{name}" for name in PROPERTIES for statistic in STATISTICS]
        names += [f"valence_share_{shell}" for shell in SHELLS]
        if self.crystal:
            names += [*CELL, *LAST_SPACE_GROUP, "missing_cell", "missing_crystal_system"]
        return np.array(names, dtype=object)


def transport_descriptors(
    *, crystal: bool = True, dft: bool = True, conditions: tuple[str, ...] = ()
) -> WithOwnColumns:
    """Return the transformer with the numbers of density-functional theory beside it, or without, and with conditions.

    conditions : headings of numbers that every material must have, such as temperature_k.
    """
    return WithOwnColumns(TransportDescriptors(crystal), conditions, DFT_COLUMNS if dft else ())


def crystal_system(space_group_number: int) -> str:
    """Return the crystal system of a space group, 1 to 230."""
    return next(name for name, last in LAST_SPACE_GROUP.items() if space_group_number <= last)


def _formula(material) -> str:
    if isinstance(material, SiteElements):
        return f"{material.a}{material.b}{''.join(material.x)}"
    return getattr(material, "formula", material)


@cache
def _elements() -> tuple[np.ndarray, np.ndarray]:
    """Return the properties (103, 3) and the s, p, d and f valence electrons (103, 4) of the elements."""
    table = filled_element_table().assign(covalent_radius=covalent_radii())
    shells = [f"valence_{shell}" for shell in (*SHELLS, "f")]
    return table[list(PROPERTIES)].to_numpy(), table[shells].to_numpy()


def _of_composition(row: ElementFractions) -> np.ndarray:
    if row.atomic_numbers.max() > LAST_ATOMIC_NUMBER:
        raise InputError(f"Elements beyond Z = {LAST_ATOMIC_NUMBER} (Lr) have no tabulated properties.")
    properties, shells = (numbers[row.atomic_numbers - 1] for numbers in _elements())
    fraction = row.fractions.astype(float)
    mean = fraction @ properties
    deviation = np.sqrt(fraction @ (properties - mean) ** 2)
    statistics = np.stack([mean, deviation, np.ptp(properties, axis=0)], axis=1)  # (properties, statistics)
    electrons = fraction @ shells
    return np.concatenate([statistics.ravel(), electrons[: len(SHELLS)] / max(electrons.sum(), 1e-12)])


def _of_crystals(materials: list) -> np.ndarray:
    """Return cell and crystal system of each, NaN where not known, and what is missing, (n, 12)."""
    structures = [getattr(material, "structure", None) for material in materials]
    cell = np.array([_cell(structure) for structure in structures], dtype=float).reshape(-1, len(CELL))
    system = np.array([_system(structure) for structure in structures], dtype=float)
    system = system.reshape(-1, len(LAST_SPACE_GROUP))
    return np.hstack([cell, system, np.isnan(cell[:, :1]), np.isnan(system[:, :1])])


def _cell(structure) -> list[float]:
    if structure is None or len(structure) > MAX_SITES:
        return [np.nan] * len(CELL)
    sites, volume = primitive_size(structure), structure.volume
    return [sites, volume * sites / len(structure), density_g_cm3(structure.composition, volume)]


def _system(structure) -> list[float]:
    found = space_group(structure) if structure is not None else None
    if found is None:
        return [np.nan] * len(LAST_SPACE_GROUP)
    return [float(name == crystal_system(found[1])) for name in LAST_SPACE_GROUP]
