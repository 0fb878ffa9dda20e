"""Energy and forces of a frame, as numbers in eV and eV/Å, or the sentence that says what is wrong with them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np

from mi_core.errors import InputError
from mi_core.potentials.frames.keys import ENERGY_KEYS, alike
from mi_core.words import listed, shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mi_core.potentials.frames.keys import Labels

_EV = re.compile(
    r"(ev|electron ?volts?)(?!\s*(/|per)\s*(at|mol|cell|f\.?u))", re.IGNORECASE
)  # but not eV/atom


_VALUE = re.compile(
    r"(?<![\w.])(?P<key>[A-Za-z_][\w.]*)\s*=\s*(?P<value>\"[^\"]*\"|'[^']*'|\{[^}]*\}|\[.*?\](?=\s|$)|\S*)"
)
_TENSORS = ("virial", "virials", "stress", "ref_virial", "ref_stress", "dft_virial", "dft_stress")
_READ_BY_ASE = ("virial", "stress")  # as matrices, and nothing else
#: Names that people may mean an energy by, and something else as well, such as a field.
_MAY_BE_ENERGIES = ("e", "etotal", "e_total", "e_dft", "e_pot", "epot", "eng", "energies")


def energy_of(labels: Labels, info: Mapping[str, Any]) -> float:
    """Return the energy of the cell, eV; InputError where there is none or it is no finite number."""
    if not labels.energy_key:
        raise InputError(
            f"The frame has no energy{_instead(info, 'energy')}; write the energy of the cell in eV as energy=… into its "
            "second line."
        )
    _check_unit(info)
    try:
        energy = float(str(labels.energy))  # of the words, since Python takes T for 1.0
    except (TypeError, ValueError):
        raise InputError(
            f"The energy is {shown(str(labels.energy), 40)!r}, which is no number; write the energy of the cell in eV."
        ) from None
    if not np.isfinite(energy):
        raise InputError(f"The energy is {energy}, no finite number; compute the frame again or delete it.")
    return energy


def forces_of(labels: Labels, arrays: Mapping[str, Any], n_atoms: int) -> np.ndarray:
    """Return the forces (n_atoms, 3), eV/Å; InputError where there are none or not all are finite numbers."""
    if not labels.forces_key:
        raise InputError(
            f"The frame has no forces{_instead(arrays, 'forc')}; write three columns forces:R:3 (eV/Å)."
        )
    try:
        forces = np.asarray(labels.forces, dtype=float)
    except (TypeError, ValueError):
        raise InputError("The forces are no numbers; write three columns forces:R:3 (eV/Å).") from None
    if forces.shape != (n_atoms, 3):
        raise InputError(
            f"The forces ({labels.forces_key}) have not three components per atom; write three columns forces:R:3 (eV/Å)."
        )
    finite = np.isfinite(forces).all(axis=1)
    if not finite.all():
        raise InputError(
            f"The force on atom {int(np.argmin(finite)) + 1} is no finite number; compute the frame again or delete it."
        )
    return forces


def _instead(values: Mapping[str, Any], part: str) -> str:
    """Return what looks like the value that is missing, such as energy_per_atom, which is another quantity."""
    found = alike(values, part)
    if part == "energy":
        found += [key for key in values if str(key).lower() in _MAY_BE_ENERGIES]
    return f" ({listed(found)} is not understood as one)" if found else ""


def _check_unit(info: Mapping[str, Any]) -> None:
    """Raise InputError when the frame itself names another unit of energy than eV."""
    for key, value in info.items():
        name = str(key).lower()
        if name in ("unit", "units", "energy_unit", "energy_units") and not _EV.match(str(value).strip()):
            raise InputError(
                f"The frame says {shown(name, 20)}={shown(str(value), 20)}, and energies are wanted in eV, forces in eV/Å; "
                "convert them."
            )


def check_values(comment: str) -> None:
    """Raise InputError for an energy given twice with different values, and for a virial or stress that is no matrix."""
    first: dict[str, str] = {}
    for match in _VALUE.finditer(comment):
        key, value = match["key"].lower(), match["value"].strip("\"'{}[] ")
        if key in ENERGY_KEYS and not _same(first.setdefault(key, value), value):
            raise InputError(
                f"The frame gives {match['key']} twice, as {shown(first[key], 30)} and {shown(value, 30)}; delete the one "
                "that is wrong."
            )
        if key in _TENSORS and not _is_matrix(value, alone=key in _READ_BY_ASE):
            raise InputError(
                f"The frame says {match['key']}={shown(value, 40)!r}, where nine finite numbers stand; correct it or leave "
                "it out, since potentials learn from energies and forces alone."
            )


def _same(one: str, two: str) -> bool:
    if one == two:
        return True
    try:
        return float(one) == float(two)
    except ValueError:
        return False


def _is_matrix(value: str, *, alone: bool) -> bool:
    """Whether the numbers are those of a matrix; elsewhere than under ASE's own names six of Voigt's order do as well."""
    words = value if alone else re.sub(r"[\[\]{},]", " ", value)
    try:
        numbers = np.array(words.split(), dtype=float)
    except ValueError:
        return False
    return len(numbers) in ((9,) if alone else (6, 9)) and bool(np.isfinite(numbers).all())
