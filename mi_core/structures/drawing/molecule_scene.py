"""A molecule as a scene for the viewer of crystals: balls, and sticks that are double or triple where bonds are."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np

from mi_core.structures.drawing import primitives as draw
from mi_core.structures.drawing.colours import drawn_radius, element_colour
from mi_core.structures.drawing.scene import Scene

if TYPE_CHECKING:
    from rdkit.Chem import Bond, Mol

COLOURS = "Jmol"  # carbon is grey and oxygen red in it, as chemists have them
SHRINK = 0.75  # of the balls of crystals, so that bonds show
STICK, APART = 0.09, 0.13  # Å: radius of a single stick, and half the distance of two


def molecule_scene(mol_block: str) -> Scene:
    """Return the scene of a MOL block with coordinates in Å; it has one view, along its shortest axis."""
    from pymatgen.core import Molecule
    from rdkit import Chem

    mol = Chem.MolFromMolBlock(mol_block, removeHs=False)
    points = _turned(mol.GetConformer().GetPositions())
    symbols = [atom.GetSymbol() for atom in mol.GetAtoms()]
    contents = [draw.group("atoms", _balls(symbols, points)), draw.group("bonds", _sticks(mol, points))]
    return Scene(
        structure=Molecule(symbols, points),
        data=draw.group("molecule", contents, origin=[0.0, 0.0, 0.0]),
        views={"standard": np.eye(3).tolist()},
        legend={symbol: element_colour(symbol, COLOURS) for symbol in dict.fromkeys(symbols)},
        n_atoms=len(symbols),
        bond_rule=None,
        notes=(),
        key=hashlib.sha256(mol_block.encode()).hexdigest()[:16],
    )


def _turned(points: np.ndarray) -> np.ndarray:
    """Return points (n, 3) about their middle, the longest extent to the right and the shortest towards the reader."""
    centred = points - points.mean(axis=0)
    axes = np.linalg.svd(centred, full_matrices=True)[2]
    axes[2] *= np.sign(np.linalg.det(axes)) or 1.0  # no mirror image
    return centred @ axes.T


def _balls(symbols: list[str], points: np.ndarray) -> list[dict]:
    return [
        draw.spheres(
            [point],
            color=element_colour(symbol, COLOURS),
            radius=SHRINK * drawn_radius(symbol),
            reference=f"site:{number}",
            tooltip=f"{symbol} · atom {number + 1}",
        )
        for number, (symbol, point) in enumerate(zip(symbols, points, strict=True))
    ]


def _sticks(mol: Mol, points: np.ndarray) -> list[dict]:
    """Return half a stick in the colour of each end, for each line of a bond."""
    from rdkit import Chem

    Chem.Kekulize(mol)
    halves: dict[tuple[str, float], list] = {}
    for bond in mol.GetBonds():
        ends = bond.GetBeginAtom(), bond.GetEndAtom()
        start, end = (points[atom.GetIdx()] for atom in ends)
        shifts = _shifts(bond, points)
        radius = STICK if len(shifts) == 1 else STICK / 2
        for shift in shifts:
            middle = (start + end) / 2 + shift
            for atom, place in zip(ends, (start, end), strict=True):
                halves.setdefault((atom.GetSymbol(), radius), []).append((place + shift, middle))
    return [
        draw.cylinders(pairs, color=element_colour(symbol, COLOURS), radius=radius)
        for (symbol, radius), pairs in halves.items()
    ]


def _shifts(bond: Bond, points: np.ndarray) -> list[np.ndarray]:
    """Return by how much the lines of a bond lie beside it, in the plane of a neighbour."""
    order = int(bond.GetBondTypeAsDouble())
    if order not in (2, 3):
        return [np.zeros(3)]
    a, b = bond.GetBeginAtomIdx(), bond.GetEndAtomIdx()
    along = points[b] - points[a]
    beside = np.cross(_normal(bond, points, along), along)
    beside *= APART / np.linalg.norm(beside)
    return [beside, -beside] if order == 2 else [beside, np.zeros(3), -beside]


def _normal(bond: Bond, points: np.ndarray, along: np.ndarray) -> np.ndarray:
    """Return the normal of the plane of a bond and a neighbour of its ends; any normal where all lie on a line."""
    for atom, other in ((bond.GetBeginAtom(), bond.GetEndAtom()), (bond.GetEndAtom(), bond.GetBeginAtom())):
        for neighbour in atom.GetNeighbors():
            if neighbour.GetIdx() != other.GetIdx():
                normal = np.cross(along, points[neighbour.GetIdx()] - points[atom.GetIdx()])
                if np.linalg.norm(normal) > 0.1:
                    return normal
    return np.cross(along, np.eye(3)[np.abs(along).argmin()])
