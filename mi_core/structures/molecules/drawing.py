"""Molecules drawn: their formula in two dimensions as SVG, and a conformer in three."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from mi_core.errors import InputError
from mi_core.structures.molecules.complaints import complaints
from mi_core.words import shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rdkit.Chem import Mol

    from mi_core.structures.molecules.molecule import Molecule

Colour = tuple[float, float, float]
_PATIENCE_S = 20  # of an embedding; a drug takes less than one
_MOST_STEPS = 500  # of the force field


def svg(
    molecule: Molecule,
    width: int = 300,
    height: int = 200,
    highlights: Mapping[int, Colour] | None = None,
    *,
    dark: bool = False,
) -> str:
    """Return the structural formula as SVG on a transparent ground, width by height in pixels.

    highlights : atom → red, green and blue of the disc behind it, each 0 to 1; bonds between two such atoms are marked, too.
    dark : light lines, for a dark theme.
    """
    from rdkit.Chem.Draw import rdMolDraw2D

    with complaints():
        drawer = rdMolDraw2D.MolDraw2DSVG(width, height)
        options = drawer.drawOptions()
        if dark:
            rdMolDraw2D.SetDarkMode(options)
        options.clearBackground = False  # type: ignore[assignment]  # the stubs know no attributes
        options.padding = 0.06  # type: ignore[assignment]
        atoms = dict(highlights or {})
        bonds = _bonds_between(molecule.mol, atoms)
        rdMolDraw2D.PrepareAndDrawMolecule(
            drawer,
            molecule.mol,
            highlightAtoms=list(atoms),
            highlightAtomColors=atoms,
            highlightBonds=list(bonds),
            highlightBondColors=bonds,
        )
        drawer.FinishDrawing()
        return drawer.GetDrawingText()


def _bonds_between(mol: Mol, atoms: Mapping[int, Colour]) -> dict[int, Colour]:
    """Return bond → colour for the bonds whose ends are both highlighted, the mean of their colours."""
    found: dict[int, Colour] = {}
    for bond in mol.GetBonds():
        ends = (bond.GetBeginAtomIdx(), bond.GetEndAtomIdx())
        if all(end in atoms for end in ends):
            (r1, g1, b1), (r2, g2, b2) = (atoms[end] for end in ends)
            found[bond.GetIdx()] = ((r1 + r2) / 2, (g1 + g2) / 2, (b1 + b2) / 2)
    return found


def data_uri(drawing: str) -> str:
    """Return an SVG as the address that columns of pictures show."""
    return f"data:image/svg+xml;base64,{base64.b64encode(drawing.encode()).decode('ascii')}"


def mol_block_3d(molecule: Molecule, seed: int = 0) -> str:
    """Return a conformer as MOL block with all hydrogen, coordinates in Å.

    It is embedded by ETKDGv3 (S. Wang et al., J. Chem. Inf. Model. 60, 2044 (2020)) and relaxed by MMFF94s where that has
    parameters for all atoms. InputError where no embedding is found.
    """
    from rdkit import Chem
    from rdkit.Chem import rdDistGeom, rdForceFieldHelpers

    with complaints():
        mol = Chem.AddHs(molecule.mol)
        settings = rdDistGeom.ETKDGv3()
        settings.randomSeed = seed  # type: ignore[assignment]
        settings.timeout = _PATIENCE_S  # type: ignore[assignment]
        found = rdDistGeom.EmbedMolecule(mol, settings)
        if found < 0:
            settings.useRandomCoords = True  # type: ignore[assignment]  # slower, and what large rings need
            found = rdDistGeom.EmbedMolecule(mol, settings)
        if found < 0:
            raise InputError(
                f"No shape in three dimensions was found for {shown(molecule.smiles)}; its rings or its stereochemistry may "
                "be impossible, check them."
            )
        if rdForceFieldHelpers.MMFFHasAllMoleculeParams(mol):
            rdForceFieldHelpers.MMFFOptimizeMolecule(mol, mmffVariant="MMFF94s", maxIters=_MOST_STEPS)
        return Chem.MolToMolBlock(mol) if mol.GetNumAtoms() < 1000 else Chem.MolToV3KMolBlock(mol)
