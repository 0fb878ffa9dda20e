"""One element system of a database: its phases, compiled once, and their energies, sampled once per temperature."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mi_core.alloys.records import make_records
from mi_core.alloys.sampling_points import phase_points

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_core.alloys.database import ThermoDatabase

PRESSURE = 101_325.0  # Pa
ABOVE_ALL = 1e6  # J/mol added to the highest energy: the pure-element points that every hull can start from


class Grid(NamedTuple):
    """Sampled energies at one temperature.

    composition : (m, elements); energy : (m,) J/mol atoms. The first rows, one per element, are fictitious pure points far
    above all others; the rows of a phase follow as `_Sample.rows` says.
    """

    composition: np.ndarray
    energy: np.ndarray


class ElementSystem:
    """Compiled phases of one set of elements; hold few of them, since each takes 0.3 to 2 GB.

    Parameters
    ----------
    database : ThermoDatabase
    elements : sequence of str
        Symbols such as "Al", "Mg".
    density, dilute : int
        Points of the grids, see `phase_points`.
    """

    def __init__(
        self, database: ThermoDatabase, elements: Sequence[str], *, density: int = 20, dilute: int = 40
    ):
        self.database = database
        self.elements = tuple(sorted(elements))
        names = [symbol.upper() for symbol in self.elements]
        self.phases = database.phases(self.elements)
        self.records = make_records(database.db, [*names, "VA"], self.phases)
        self.density, self.dilute = density, dilute
        self._samples: dict[int, _Sample] = {}
        self._grids: dict[tuple[int, float], Grid] = {}

    def record(self, phase: str):
        """Return the compiled phase."""
        return self.records.get(phase)

    def is_solution(self, phase: str) -> bool:
        """Whether the phase has a composition or an order to vary; the others are points, exact on every grid."""
        return any(len(sublattice) > 1 for sublattice in self.records.models[phase].constituents)

    def sample(self, finer: int = 0) -> _Sample:
        """Return site fractions of all phases and where each phase's rows lie; `finer` 1, 2 … gives other, denser points."""
        if finer not in self._samples:
            self._samples[finer] = _Sample(self, finer)
        return self._samples[finer]

    def grid(self, temperature_k: float, finer: int = 0) -> Grid:
        """Return the energies at a temperature, sampled at the first call."""
        key = finer, float(temperature_k)
        if key not in self._grids:
            self._grids[key] = self.sample(finer).grid(self, temperature_k)
        return self._grids[key]

    def energies(self, phase: str, sites: np.ndarray, temperature_k: float) -> tuple[np.ndarray, np.ndarray]:
        """Return energies (n,) in J/mol atoms and mole fractions (n, elements) of site fractions (n, dof) of a phase."""
        dof = np.ascontiguousarray(np.hstack([_state(len(sites), temperature_k), sites]))
        energy = np.zeros(len(sites))
        self.record(phase).prop_2d(energy, dof, b"GM")
        return energy, _compositions(self.record(phase), sites, len(self.elements))

    def forget_grids(self) -> None:
        """Free the energies of all temperatures."""
        self._grids.clear()

    def release(self) -> None:
        """Free everything that was compiled; the system cannot be used afterwards."""
        self._grids.clear()
        self._samples.clear()
        self.records = None
        gc.collect()


class _Sample:
    """Points of all phases of a system: site fractions, compositions, rows."""

    def __init__(self, system: ElementSystem, finer: int):
        n = len(system.elements)
        self.points: dict[str, np.ndarray] = {}
        self.rows: dict[str, slice] = {}
        compositions, start = [np.eye(n)], n
        for number, phase in enumerate(system.phases):
            points = phase_points(
                system.records.models[phase],
                density=system.density * (1 + finer),
                dilute=system.dilute * (1 + finer),
                seed=1000 * finer + number,
            )
            points = points[np.isfinite(points).all(axis=1)]
            composition = _compositions(system.record(phase), points, n)
            held = np.isfinite(composition).all(axis=1)
            self.points[phase] = np.ascontiguousarray(points[held])
            compositions.append(composition[held])
            self.rows[phase] = slice(start, start + int(held.sum()))
            start += int(held.sum())
        self.composition = np.ascontiguousarray(np.vstack(compositions))
        self.phase_of_row = np.repeat(
            [-1, *range(len(system.phases))], [n, *(s.stop - s.start for s in self.rows.values())]
        )

    def grid(self, system: ElementSystem, temperature_k: float) -> Grid:
        energies = [np.zeros(len(system.elements))]
        for phase, points in self.points.items():
            dof = np.hstack([_state(len(points), temperature_k), points])
            energy = np.zeros(len(points))
            system.record(phase).prop_2d(energy, np.ascontiguousarray(dof), b"GM")
            energies.append(energy)
        energy = np.concatenate(energies)
        energy[~np.isfinite(energy)] = np.nanmax(energy[np.isfinite(energy)]) + ABOVE_ALL
        energy[: len(system.elements)] = energy.max() + ABOVE_ALL
        return Grid(self.composition, energy)


def _compositions(record, points: np.ndarray, n_elements: int) -> np.ndarray:
    """Return mole fractions (m, elements) of site fractions (m, dof); they do not depend on the temperature."""
    dof = np.ascontiguousarray(np.hstack([_state(len(points), 300.0), points]))
    composition = np.zeros((len(points), n_elements), order="F")
    for number in range(n_elements):
        record.mass_obj_2d(composition[:, number], dof, number)
    return composition


def _state(n: int, temperature_k: float) -> np.ndarray:
    """Return n rows of pycalphad's state variables: amount, pressure, temperature."""
    return np.tile([1.0, PRESSURE, float(temperature_k)], (n, 1))
