"""Labelled frames that are made on the spot, and ways in which people spoil them."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO

import numpy as np
from ase.build import bulk
from ase.calculators.emt import EMT
from ase.calculators.lj import LennardJones
from ase.io.extxyz import write_extxyz

from mi_core.potentials.frames.frame import Frame


def copper_frames(n_frames: int = 40, *, gold: float = 0.0, seed: int = 0) -> list[Frame]:
    """Return strained and shaken cells of 32 atoms of copper, some with a vacancy, by ASE's EMT; `gold` atoms in a share."""
    rng = np.random.default_rng(seed)
    frames = []
    for number in range(n_frames):
        atoms = bulk("Cu", cubic=True, a=3.62 + 0.3 * gold) * (2, 2, 2)
        if gold:
            atoms.symbols[rng.random(len(atoms)) < rng.uniform(0, 2 * gold)] = "Au"
        if number % 4 == 3:
            del atoms[int(rng.integers(len(atoms)))]
        frames.append(_labelled(atoms, EMT(), rng, number))
    return frames


def argon_frames(n_frames: int = 40, *, seed: int = 0) -> list[Frame]:
    """Return strained and shaken cells of 32 atoms of argon, by a Lennard-Jones potential."""
    rng = np.random.default_rng(seed)
    calculator = {"sigma": 3.4, "epsilon": 0.0104, "rc": 8.0, "smooth": True}
    return [
        _labelled(bulk("Ar", cubic=True, a=5.3) * (2, 2, 2), LennardJones(**calculator), rng, number)
        for number in range(n_frames)
    ]


def spoilt(frames: list[Frame], *, energy=None, forces=None) -> list[Frame]:
    """Return frames whose energies and forces are what two functions of a frame make of them."""
    return [
        replace(
            frame,
            energy=energy(frame) if energy else frame.energy,
            forces=forces(frame) if forces else frame.forces,
        )
        for frame in frames
    ]


def shifted(frames: list[Frame], share: float, shifts: dict[str, float], *, seed: int = 1) -> list[Frame]:
    """Return frames of which a share has energies moved by a constant (eV) for each atom of an element."""
    moved = np.random.default_rng(seed).permutation(len(frames)) < round(share * len(frames))
    return [
        replace(f, energy=f.energy + sum(shifts[s] for s in f.atoms.get_chemical_symbols())) if move else f
        for f, move in zip(frames, moved, strict=True)
    ]


def as_text(frames: list[Frame]) -> str:
    """Return frames as extended XYZ with energy= and forces:R:3."""
    written = []
    for frame in frames:
        atoms = frame.atoms.copy()
        atoms.info = {"energy": frame.energy, "group": frame.group or "made"}
        atoms.set_array("forces", frame.forces)
        written.append(atoms)
    text = StringIO()
    write_extxyz(text, written)
    return text.getvalue()


def _labelled(atoms, calculator, rng, number: int) -> Frame:
    strain = np.eye(3) * rng.uniform(0.97, 1.04) + rng.normal(0, 0.01, (3, 3))
    atoms.set_cell(atoms.cell.array @ strain, scale_atoms=True)
    atoms.positions += rng.normal(0, rng.uniform(0.02, 0.15), atoms.positions.shape)
    atoms.calc = calculator
    energy, forces = float(atoms.get_potential_energy()), np.array(atoms.get_forces())
    atoms.calc = None
    return Frame(f"made.extxyz {number + 1}", atoms, energy, forces)
