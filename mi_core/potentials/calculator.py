"""Any potential as a calculator of ASE, for dynamics, relaxations, barriers and phonons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ase.calculators.calculator import Calculator, all_changes
from ase.stress import full_3x3_to_voigt_6_stress

from mi_core.errors import InputError

if TYPE_CHECKING:
    from ase import Atoms

    from mi_core.potentials.potential import Potential


class PotentialCalculator(Calculator):
    """ASE's calculator of a potential: energy (eV), energies of atoms, forces (eV/Å), stress (eV/Å³).

    InputError for an element that the potential does not know.
    """

    implemented_properties = ["energy", "free_energy", "energies", "forces", "stress"]  # noqa: RUF012 - as ASE declares it

    def __init__(self, potential: Potential):
        super().__init__()
        self.potential = potential

    def calculate(
        self, atoms: Atoms | None = None, properties=("energy",), system_changes=all_changes
    ) -> None:
        """Ask the potential, as ASE wants it."""
        super().calculate(atoms, properties, system_changes)
        copied: Atoms = self.atoms  # type: ignore[assignment] # ASE has copied them above
        check_elements(self.potential, copied)
        answer = self.potential.answer(copied, scales=False)
        self.results = {
            "energy": answer.energy,
            "free_energy": answer.energy,
            "energies": answer.atom_energies,
            "forces": answer.forces,
        }
        if answer.stress is not None:
            self.results["stress"] = full_3x3_to_voigt_6_stress(answer.stress)


def check_elements(potential: Potential, atoms: Atoms) -> None:
    """Raise InputError for atoms that the potential does not know."""
    strangers = sorted(set(atoms.get_chemical_symbols()) - set(potential.elements))
    if strangers:
        raise InputError(
            f"The potential knows {' and '.join(potential.elements)} alone; got {', '.join(strangers)}. Learn a potential "
            "from frames that hold all these elements."
        )
