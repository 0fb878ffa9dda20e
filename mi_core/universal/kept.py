"""Environments of crystals by potential, kept on disk while a model learns from tens of thousands of them.

The features of the 41,000 crystals of the Materials Project take an hour of one core: a training that was interrupted must
not compute them again.
"""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from mi_core.files import written_whole
from mi_core.universal.fitness import crystal_for
from mi_core.universal.offered import load_potential
from mi_core.universal.potential import Environments

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pymatgen.core import Structure

    from mi_core.structures.material import Material
    from mi_core.universal.potential import UniversalPotential

AT_ONCE = 500  # crystals in one file: what an interruption loses


class KeptEnvironments:
    """The environments in a folder, read when they are first asked for."""

    def __init__(self, folder: Path):
        self._folder = folder

    @cached_property
    def _known(self) -> dict[str, Environments]:
        self._folder.mkdir(parents=True, exist_ok=True)
        return {key: one for path in sorted(self._folder.glob("*.npz")) for key, one in _read(path).items()}

    def of(self, structures: Sequence[Structure], potential: UniversalPotential) -> list[Environments]:
        """Return those of the crystals, in order; what is not there yet is computed and kept."""
        keys = [environment_key(structure, potential.name) for structure in structures]
        missing = [position for position, key in enumerate(keys) if key not in self._known]
        for start in range(0, len(missing), AT_ONCE):
            part = missing[start : start + AT_ONCE]
            self.add(
                [keys[position] for position in part],
                potential.environments([structures[position] for position in part]),
            )
        return [self._known[key] for key in keys]

    def add(self, keys: list[str], found: list[Environments]) -> None:
        """Keep the environments of some crystals, whole or not at all."""
        path = self._folder / f"{keys[0]}.npz"
        with written_whole(path) as partial:
            _write(partial, keys, found)
        self._known.update(_read(path))


_KEPT: ContextVar[KeptEnvironments | None] = ContextVar("kept environments", default=None)


@contextmanager
def environments_kept_in(folder: Path) -> Iterator[None]:
    """Within this context, environments are kept in the folder, and those that are there are not computed again."""
    token = _KEPT.set(KeptEnvironments(folder))
    try:
        yield
    finally:
        _KEPT.reset(token)


def environments_of(materials: Sequence[Material], potential: str) -> list[Environments]:
    """Return what the potential makes of each material's crystal; InputError as `fitness.crystal_for`."""
    asked = load_potential(potential)
    structures = [crystal_for(material, asked) for material in materials]
    kept = _KEPT.get()
    return asked.environments(structures) if kept is None else kept.of(structures, asked)


def environment_key(structure: Structure, potential: str) -> str:
    """Return a digest of cell, atoms and potential."""
    digest = hashlib.sha256(potential.encode())
    for numbers in (structure.lattice.matrix, structure.frac_coords):
        digest.update((np.round(numbers, 4) + 0.0).astype(np.float32).tobytes())
    digest.update(np.array(structure.atomic_numbers, dtype=np.int16).tobytes())
    return digest.hexdigest()[:24]


def _write(path: Path, keys: list[str], found: list[Environments]) -> None:
    """Write several crystals in one file, features in half precision."""
    with path.open("wb") as file:
        np.savez(
            file,
            keys=np.array(keys),
            sizes=np.array([len(one.energies) for one in found]),
            energies=np.concatenate([one.energies for one in found]),
            features=np.concatenate([one.features for one in found]).astype(np.float16),
        )


def _read(path: Path) -> dict[str, Environments]:
    with np.load(path) as arrays:
        ends = np.cumsum(arrays["sizes"])
        energies = np.split(arrays["energies"], ends[:-1])
        features = np.split(arrays["features"], ends[:-1])
        return {
            str(key): Environments(e, f) for key, e, f in zip(arrays["keys"], energies, features, strict=True)
        }
