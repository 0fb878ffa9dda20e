"""Every numeric property of the elements that pymatgen carries, as one table."""

from __future__ import annotations

import re
import warnings
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pymatgen.core import Element

LAST_ATOMIC_NUMBER = 103  # pymatgen gives no chemical scale beyond lawrencium
EV_PER_HARTREE = 27.211386

#: Column → key of pymatgen's periodic table and unit ("" for a pure number).
TABULATED = {
    "atomic_mass": ("Atomic mass", "amu"),
    "mendeleev_number": ("Mendeleev no", ""),
    "iupac_order": ("IUPAC ordering", ""),
    "electronegativity": ("X", ""),
    "electron_affinity": ("Electron affinity", "eV"),
    "atomic_radius": ("Atomic radius", "Å"),
    "atomic_radius_calculated": ("Atomic radius calculated", "Å"),
    "van_der_waals_radius": ("Van der waals radius", "Å"),
    "metallic_radius": ("Metallic radius", "Å"),
    "molar_volume": ("Molar volume", "cm3"),
    "density_of_solid": ("Density of solid", "kg/m3"),
    "melting_point": ("Melting point", "K"),
    "boiling_point": ("Boiling point", "K"),
    "liquid_range": ("Liquid range", "K"),
    "critical_temperature": ("Critical temperature", "K"),
    "superconduction_temperature": ("Superconduction temperature", "K"),
    "thermal_conductivity": ("Thermal conductivity", "W/(m K)"),
    "thermal_expansion": ("Coefficient of linear thermal expansion", "1/K"),
    "electrical_resistivity": ("Electrical resistivity", "Ω m"),
    "velocity_of_sound": ("Velocity of sound", "m/s"),
    "reflectivity": ("Reflectivity", "%"),
    "refractive_index": ("Refractive index", ""),
    "bulk_modulus": ("Bulk modulus", "GPa"),
    "youngs_modulus": ("Youngs modulus", "GPa"),
    "rigidity_modulus": ("Rigidity modulus", "GPa"),
    "poissons_ratio": ("Poissons ratio", ""),
    "brinell_hardness": ("Brinell hardness", "MN/m2"),
    "vickers_hardness": ("Vickers hardness", "MN/m2"),
    "mineral_hardness": ("Mineral hardness", "Mohs"),
}
FAMILIES = (
    "metal", "metalloid", "transition_metal", "post_transition_metal", "rare_earth", "lanthanoid", "actinoid",
    "alkali", "alkaline", "chalcogen", "halogen", "noble_gas", "radioactive", "quadrupolar",
)  # fmt: skip
SHELL_CAPACITY = {"s": 2, "p": 6, "d": 10, "f": 14}
IONISATION_STAGES = range(1, 9)
RADIUS_CHARGES = range(-2, 7)
SHANNON_CHARGES = {"IV": range(1, 7), "VI": range(1, 7), "VIII": range(1, 5), "XII": range(1, 4)}


@cache
def element_table() -> pd.DataFrame:
    """Return the numeric properties of H–Lr as pymatgen has them; what it lacks is NaN.

    Index: element symbols in order of atomic number. Columns: property names; units by `property_unit`.
    Sources are those of pymatgen's periodic table (Shannon radii, NIST ionisation energies and orbital
    energies, WebElements, Pettifor's chemical scale …). Treat the frame as read-only: it is cached.
    """
    from pymatgen.core import Element

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pymatgen warns at each missing value; here it becomes NaN
        rows = {e.symbol: _properties(e) for e in map(Element.from_Z, range(1, LAST_ATOMIC_NUMBER + 1))}
    return pd.DataFrame.from_dict(rows, orient="index").astype(float)


@cache
def filled_element_table() -> pd.DataFrame:
    """Return `element_table` with every gap filled from its chemical neighbours.

    Gaps are interpolated linearly along Pettifor's Mendeleev number, on which neighbours are chemically
    alike; beyond the last known value the nearest one is kept. A radius of an ion that does not exist is
    filled the same way, so no column marks what was missing: `element_table().isna()` does.
    """
    return _filled(element_table())


def _filled(table: pd.DataFrame | pd.Series) -> Any:
    scale = element_table()["mendeleev_number"]
    order = scale.sort_values(kind="stable").index
    by_scale = table.loc[order].set_axis(scale[order].to_numpy())
    filled = by_scale.interpolate(method="index", limit_direction="both")
    return filled.set_axis(order).loc[table.index]


@cache
def covalent_radii() -> pd.Series:
    """Return the covalent radii of H–Lr in Å, by symbol.

    B. Cordero et al., Dalton Trans., 2832 (2008), as pymatgen has them, to Cm; those beyond are filled from chemical
    neighbours as in `filled_element_table`. Treat the series as read-only: it is cached.
    """
    from pymatgen.analysis.molecule_structure_comparator import CovalentRadius

    return _filled(pd.Series(CovalentRadius.radius, dtype=float).reindex(element_table().index))


def property_unit(name: str) -> str:
    """Return the unit of a column of `element_table`; "" for counts, flags and scales."""
    if name in TABULATED:
        return TABULATED[name][1]
    if "radius" in name:
        return "Å"
    return "eV" if "energy" in name else ""


def _properties(element: Element) -> dict[str, float]:
    data = element.data
    values = {name: _number(data.get(key)) for name, (key, _) in TABULATED.items()}
    values |= {"atomic_number": element.Z, "group": element.group, "row": element.row}
    values |= {f"block_{block}": element.block == block for block in SHELL_CAPACITY}
    values |= {f"is_{family}": bool(getattr(element, f"is_{family}")) for family in FAMILIES}
    values |= _oxidation_states(element)
    values |= _valence_electrons(element)
    values |= _energies(data)
    values |= _ground_term(data.get("Ground level") or "")
    values |= _ionic_radii(element)
    values |= _shannon_radii(data.get("Shannon radii") or {})
    moments = data.get("NMR Quadrupole Moment") or {}
    values["nuclear_quadrupole_moment"] = max(map(abs, moments.values()), default=np.nan)
    return values


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else np.nan


def _summary(name: str, values: Iterable[float]) -> dict[str, float]:
    values = list(values)
    if not values:
        return {f"{name}_{word}": np.nan for word in ("min", "max", "mean")}
    return {f"{name}_min": min(values), f"{name}_max": max(values), f"{name}_mean": float(np.mean(values))}


def _oxidation_states(element: Element) -> dict[str, float]:
    kinds = {
        "oxidation": element.oxidation_states,
        "common_oxidation": element.common_oxidation_states,
        "icsd_oxidation": element.icsd_oxidation_states,
    }
    summaries = (_summary(name, states) | {f"{name}_count": len(states)} for name, states in kinds.items())
    return dict(chain.from_iterable(summary.items() for summary in summaries))


def _valence_electrons(element: Element) -> dict[str, int]:
    """Count electrons and holes in the outermost shell of each kind above the noble-gas core."""
    outer = dict.fromkeys(SHELL_CAPACITY, 0)
    unpaired = 0
    for part in element.electronic_structure.split("."):
        shell = re.fullmatch(r"\d([spdf])(\d+)", part)
        if shell is None:
            continue  # the core, as in [Ar]
        kind, count = shell[1], int(shell[2])
        outer[kind] = count
        orbitals = SHELL_CAPACITY[kind] // 2
        unpaired += min(count, 2 * orbitals - count)
    holes = {kind: SHELL_CAPACITY[kind] - count if count else 0 for kind, count in outer.items()}
    return (
        {f"valence_{kind}": count for kind, count in outer.items()}
        | {f"unfilled_{kind}": count for kind, count in holes.items()}
        | {
            "valence_electrons": sum(outer.values()),
            "unfilled_states": sum(holes.values()),
            "unpaired_electrons": unpaired,
        }
    )


def _energies(data: dict) -> dict[str, float]:
    ionisation = data.get("Ionization energies") or []
    values = {
        f"ionisation_energy_{stage}": _number(ionisation[stage - 1]) if stage <= len(ionisation) else np.nan
        for stage in IONISATION_STAGES
    }
    orbitals = {name: _number(e) * EV_PER_HARTREE for name, e in (data.get("Atomic orbitals") or {}).items()}
    for kind in SHELL_CAPACITY:
        of_kind = [energy for name, energy in orbitals.items() if name[-1] == kind]
        values[f"orbital_energy_{kind}"] = max(of_kind, default=np.nan)
    values["orbital_energy_highest"] = max(orbitals.values(), default=np.nan)
    return values


def _ground_term(term: str) -> dict[str, float]:
    """Read spin multiplicity, orbital and total angular momentum from a term symbol: 5D4, 2P°1/2 (° is odd parity)."""
    match = re.fullmatch(r"(\d+)([A-Z])°?(\d+(?:/\d+)?)", term)
    if match is None:
        return dict.fromkeys(("spin_multiplicity", "orbital_momentum", "total_momentum"), np.nan)
    letters = "SPDFGHIKLMNO"
    top, _, bottom = match[3].partition("/")
    return {
        "spin_multiplicity": int(match[1]),
        "orbital_momentum": letters.index(match[2]) if match[2] in letters else np.nan,
        "total_momentum": int(top) / int(bottom or 1),
    }


def _ionic_radii(element: Element) -> dict[str, float]:
    radii = {int(charge): float(radius) for charge, radius in element.ionic_radii.items()}
    values = {f"ionic_radius_{charge:+d}": radii.get(charge, np.nan) for charge in RADIUS_CHARGES if charge}
    values |= _summary("ionic_radius", radii.values())
    values["cationic_radius_mean"] = float(np.mean([r for q, r in radii.items() if q > 0] or [np.nan]))
    values["anionic_radius_mean"] = float(np.mean([r for q, r in radii.items() if q < 0] or [np.nan]))
    return values


def _shannon_radii(radii: dict) -> dict[str, float]:
    """Shannon's ionic radii by coordination and charge; spin states are averaged."""
    values = {}
    for coordination, charges in SHANNON_CHARGES.items():
        for charge in charges:
            spins = radii.get(str(charge), {}).get(coordination, {}).values()
            mean = float(np.mean([spin["ionic_radius"] for spin in spins] or [np.nan]))
            values[f"shannon_radius_{coordination}_{charge:+d}"] = mean
    return values
