"""Under which names people keep energies, forces and groups of frames."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

# In the order in which they are believed. First what the product keeps of a file beside its own predictions; REF_ marks the
# values to learn from (as MACE writes them), and stands before ASE's names, under which a file may keep what some other
# calculator said.
ENERGY_KEYS = (
    "energy_given", "ref_energy", "energy", "dft_energy", "energy_dft", "energy_ref", "qm_energy", "vasp_energy",
    "total_energy", "totalenergy", "toten", "etot", "e_tot", "potential_energy", "free_energy", "dft_free_energy",
    "e0", "u0",
)  # fmt: skip
FORCE_KEYS = (
    "forces_given", "ref_forces", "ref_force", "forces", "force", "dft_forces", "dft_force", "forces_dft", "force_dft",
    "forces_ref", "qm_forces", "vasp_forces", "f",
)  # fmt: skip
GROUP_KEYS = ("group", "config_type")
_SAME = 1e-6  # eV: energies that differ by less are one, rounded twice


class Labels(NamedTuple):
    """What a frame says of itself.

    energy : as it stands in the file, None where there is none; energy_key, forces_key : where it was found;
    forces : as they stand, or None; passed_over : keys of energies that hold another number.
    """

    energy: Any
    energy_key: str
    forces: Any
    forces_key: str
    passed_over: tuple[str, ...]


def find_labels(info: Mapping[str, Any], arrays: Mapping[str, Any]) -> Labels:
    """Return energy and forces among the values of a frame's cell and of its atoms, whatever the case of their keys."""
    energies = _known(info, ENERGY_KEYS)
    forces = _known(arrays, FORCE_KEYS)
    energy_key = next(iter(energies), "")
    forces_key = next(iter(forces), "")
    energy = energies.get(energy_key)
    others = tuple(key for key, value in energies.items() if _differ(value, energy))
    return Labels(energy, energy_key, forces.get(forces_key), forces_key, others)


def find_group(info: Mapping[str, Any]) -> str:
    """Return what a frame says of its kind; "" if nothing."""
    return str(next(iter(_known(info, GROUP_KEYS).values()), ""))


def alike(values: Mapping[str, Any], part: str) -> list[str]:
    """Return the keys that hold a part of a word, such as "energy", for a sentence about what was not understood."""
    return sorted(key for key in values if part in str(key).lower())


def _known(values: Mapping[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
    """Return the values of known keys, as the file spells them, in the order in which they are believed."""
    found: dict[str, Any] = {}
    for known in keys:
        found |= {key: value for key, value in values.items() if str(key).lower() == known}
    return found


def _differ(value: Any, other: Any) -> bool:
    try:
        return bool(abs(float(value) - float(other)) > _SAME)
    except (TypeError, ValueError):
        return not np.array_equal(value, other)
