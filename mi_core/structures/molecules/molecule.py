"""The one shape in which every molecule travels through the product."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from mi_core.structures.molecules.complaints import complaints

if TYPE_CHECKING:
    from rdkit.Chem import Mol


@dataclass(frozen=True, eq=True)
class Molecule:
    """A molecule in its standard form: one connected structure, charges neutralised where that is possible.

    Attributes
    ----------
    smiles : str
        Canonical SMILES of RDKit, with stereochemistry and isotopes.
    formula : str
        In Hill's order, such as C2H6O.
    remarks : tuple of str
        Sentences about what was changed on the way from the input to this form.
    """

    smiles: str
    formula: str
    remarks: tuple[str, ...] = ()

    @cached_property
    def mol(self) -> Mol:
        """The molecule as RDKit has it, without explicit hydrogen."""
        from rdkit import Chem

        return Chem.MolFromSmiles(self.smiles)

    @cached_property
    def flat(self) -> str:
        """Canonical SMILES without stereochemistry and isotopes, by which tables are compared and split."""
        from rdkit import Chem

        return flat_smiles(Chem.Mol(self.mol))

    @cached_property
    def scaffold(self) -> str:
        """Rings and what links them, without stereochemistry, as SMILES; "" for a molecule without a ring.

        G. W. Bemis & M. A. Murcko, J. Med. Chem. 39, 2887 (1996), with atoms bound to them by double bonds.
        """
        from rdkit import Chem
        from rdkit.Chem.Scaffolds.MurckoScaffold import GetScaffoldForMol

        return Chem.MolToSmiles(GetScaffoldForMol(Chem.MolFromSmiles(self.flat)))

    @cached_property
    def inchikey(self) -> str:
        """Standard InChIKey; "" where InChI cannot describe the structure. It takes ten times as long as reading."""
        from rdkit import Chem

        with complaints():
            return Chem.MolToInchiKey(self.mol)

    @property
    def heavy_atoms(self) -> int:
        """Number of atoms that are no hydrogen."""
        return self.mol.GetNumHeavyAtoms()


def flat_smiles(mol: Mol) -> str:
    """Return the canonical SMILES of a molecule, which is changed, without stereochemistry and isotopes."""
    from rdkit import Chem

    Chem.RemoveStereochemistry(mol)
    for atom in mol.GetAtoms():
        atom.SetIsotope(0)
    return Chem.MolToSmiles(Chem.RemoveHs(mol))
