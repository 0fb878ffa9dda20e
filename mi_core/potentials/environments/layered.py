"""A network of potentials as a layered model: what it makes of each atom, layer after layer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from mi_core.errors import InputError
from mi_core.potentials.environments.making import Made
from mi_core.potentials.environments.shipped import points_of
from mi_core.potentials.frames.frame import Refused
from mi_core.potentials.network.behler_parrinello import LAYERS, BehlerParrinello
from mi_core.representations.asked import Asked, Offered
from mi_core.representations.layers import ATOMS, FORMULA, GROUP, ID, Layers, check_kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from mi_core.potentials.frames.frame import Frame
    from mi_core.potentials.learned import LearnedPotential

NETWORK = "silicon-network"


@dataclass(frozen=True, slots=True)
class LayeredPotential:
    """The first member of a Behler–Parrinello network, whose inputs are frames; a layered model of atoms."""

    name: str
    potential: BehlerParrinello

    @property
    def of(self) -> tuple[str, ...]:
        """Its points are atoms."""
        return (ATOMS,)

    def layers(self, inputs: Sequence[Made], of: str = ATOMS) -> Layers:
        """Return the states of all atoms of frames, with what is known of each and its energy (eV); InputError for none."""
        check_kind(self.name, of, self.of)
        if not inputs:
            raise InputError(f"The layers of {self.name!r} were asked for no frames; give at least one.")
        values = self.values(inputs)
        energies = [self.potential.answer(one.atoms, scales=False).atom_energies for one in inputs]
        points = named_points(inputs, points_of(inputs)).assign(atom_energy_ev=np.concatenate(energies))
        return Layers(of, tuple(values), values, points)

    def values(self, inputs: Sequence[Made]) -> dict[str, np.ndarray]:
        """Return the states of all atoms of frames alone."""
        parts = [self.potential.layers(one.atoms) for one in inputs]
        return {name: np.concatenate([part[name] for part in parts]).astype(np.float32) for name in LAYERS}

    def with_random_weights(self, seed: int) -> LayeredPotential:
        """Return the network as it was before it learned, from this seed; the same symmetry functions and whitening."""
        return replace(self, potential=self.potential.with_random_weights(seed))


def named_points(frames: Sequence[Made], known: pd.DataFrame) -> pd.DataFrame:
    """Return what is known of the atoms of frames (`points_of`) with the columns that all points have."""
    ids = [one.id or f"frame {number}" for number, one in enumerate(frames)]
    names = [ids[number] for number in known["frame"]]
    symbols = [one.atoms.get_chemical_symbols() for one in frames]
    formulas = [[one.atoms.get_chemical_formula(empirical=True)] * len(one.atoms) for one in frames]
    own = {ID: names, GROUP: names, FORMULA: np.concatenate(formulas), "element": np.concatenate(symbols)}
    return known.drop(columns="frame").assign(**own)


def layered(learned: LearnedPotential) -> LayeredPotential:
    """Return a potential as a layered model; InputError for one that is no network."""
    potential: Any = learned.potential
    if not isinstance(potential, BehlerParrinello):
        raise InputError(
            f"The potential {learned.name!r} is no network, and so has no layers; choose a network."
        )
    return LayeredPotential(learned.name, potential)


def read_asked(paths: Sequence[str]) -> list[Asked]:
    """Return the frames of files in their order; one that cannot be used, or a whole file, has its sentence."""
    from pathlib import Path

    from mi_core.potentials.frames.reading import read_frames

    found: list[Asked] = []
    for path in map(Path, paths):
        try:
            frames = read_frames(path, labelled=False)
        except InputError as error:
            found.append(Asked(path.name, "", path.name, error=str(error)))
        else:
            found += [_asked(frame, path.name) for frame in frames]
    return found


def _asked(frame: Frame | Refused, source: str) -> Asked:
    if isinstance(frame, Refused):
        return Asked(frame.id, "", source, error=frame.error)
    formula = frame.atoms.get_chemical_formula(empirical=True)
    return Asked(frame.id, formula, source, Made(source, frame.atoms, frame.id))


def shipped_network() -> LayeredPotential:
    """Return the network that ships; InputError where it is missing."""
    from mi_core.potentials.store import load_potential

    return layered(load_potential(NETWORK))


SILICON_NETWORK = Offered(NETWORK, "Silicon: Behler–Parrinello network", read_asked, shipped_network)
