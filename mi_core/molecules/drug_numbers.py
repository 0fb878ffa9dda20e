"""Numbers of a molecule that medicinal chemists look at first, by RDKit, and the rule of five."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mi_core.descriptors.molecules.physical import physical_descriptors

if TYPE_CHECKING:
    from mi_core.structures.molecules.molecule import Molecule


@dataclass(frozen=True, slots=True)
class DrugNumbers:
    """What is counted and estimated of a molecule.

    Attributes
    ----------
    molar_mass : float
        Of the natural mixture of isotopes where none is given, g/mol.
    log_p : float
        Estimated partition between octanol and water: S. Wildman & G. Crippen, J. Chem. Inf. Comput. Sci. 39, 868 (1999).
    tpsa : float
        Topological polar surface area by N and O, Å²: P. Ertl et al., J. Med. Chem. 43, 3714 (2000).
    donors, acceptors : int
        Of hydrogen bonds, as the rule of five counts them: NH and OH bonds; atoms N and O.
    rotatable_bonds, heavy_atoms : int
    """

    molar_mass: float
    log_p: float
    tpsa: float
    donors: int
    acceptors: int
    rotatable_bonds: int
    heavy_atoms: int

    @property
    def violations(self) -> list[str]:
        """What of the rule of five is not kept: C. A. Lipinski et al., Adv. Drug Deliv. Rev. 23, 3 (1997)."""
        rules = {
            f"molar mass {self.molar_mass:.0f} > 500 g/mol": self.molar_mass > 500,
            f"logP {self.log_p:.1f} > 5": self.log_p > 5,
            f"{self.donors} donors > 5": self.donors > 5,
            f"{self.acceptors} acceptors > 10": self.acceptors > 10,
        }
        return [words for words, broken in rules.items() if broken]

    @property
    def lipinski(self) -> str:
        """The rule of five in words; it lets one of its four be broken."""
        broken = self.violations
        if not broken:
            return "Rule of five: kept."
        verdict = "one exception, which it allows" if len(broken) == 1 else f"broken in {len(broken)} of 4"
        return f"Rule of five: {verdict} ({', '.join(broken)})."


def drug_numbers(molecule: Molecule) -> DrugNumbers:
    """Return the numbers of a molecule."""
    from rdkit.Chem import rdMolDescriptors

    mol = molecule.mol
    return DrugNumbers(
        float(physical_descriptors()["MolWt"](mol)),
        float(rdMolDescriptors.CalcCrippenDescriptors(mol)[0]),
        float(rdMolDescriptors.CalcTPSA(mol)),
        int(rdMolDescriptors.CalcNumLipinskiHBD(mol)),
        int(rdMolDescriptors.CalcNumLipinskiHBA(mol)),
        int(rdMolDescriptors.CalcNumRotatableBonds(mol)),
        molecule.heavy_atoms,
    )
