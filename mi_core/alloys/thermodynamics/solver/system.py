"""One element system of a database: its phases, compiled once, and their energies, sampled once per temperature."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from cachetools import FIFOCache

from mi_core.alloys.thermodynamics.solver.phase_models import build_models, remarks_on
from mi_core.alloys.thermodynamics.solver.sampling_points import phase_points
from mi_core.alloys.thermodynamics.solver.site_fractions import SiteFractions

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Self

    from mi_core.alloys.thermodynamics.database.database import ThermoDatabase

PRESSURE = 101_325.0  # Pa
DENSITY, DILUTE = 20, 40  # of the grids, see `phase_points`
MOST_GRIDS = 64  # temperatures whose energies a system keeps
ABOVE_ALL = 1e6  # J/mol added to the highest energy: the pure-element points that every hull can start from


class Grid(NamedTuple):
    """Sampled energies at one temperature.

    composition : (m, elements); energy : (m,) J/mol atoms. The first rows, one per element, are fictitious pure points far
    above all others; the rows of a phase follow as `Sample.rows` says. without_energy : phases none of whose points has a
    finite energy, for instance by the logarithm of a negative number.
    """

    composition: np.ndarray
    energy: np.ndarray
    without_energy: tuple[str, ...] = ()


class ElementSystem:
    """Compiled phases of one set of elements; hold few of them, since each takes 40 to 100 MB at 20 temperatures.

    As a context manager it is released at the end of the block.

    Parameters
    ----------
    database : ThermoDatabase
    elements : sequence of str
        Symbols such as "Al", "Mg".
    density, dilute : int
        Points of the grids, see `phase_points`.

    Attributes
    ----------
    left_out : dict[str, str]
        Phases that the elements could form and that cannot be computed, and why.
    """

    def __init__(
        self,
        database: ThermoDatabase,
        elements: Sequence[str],
        *,
        density: int = DENSITY,
        dilute: int = DILUTE,
    ):
        from pycalphad import variables as v

        from mi_core.alloys.thermodynamics.solver.records import OwnedRecords

        self.database = database
        self.elements = tuple(sorted(elements))
        names = [symbol.upper() for symbol in self.elements]
        models, self.left_out = build_models(database, self.elements)
        self.phases = tuple(models)
        self.records = OwnedRecords(database.db, [*names, "VA"], {v.N, v.P, v.T}, dict(models))
        self.layouts = {phase: SiteFractions(model, self.elements) for phase, model in models.items()}
        self.density, self.dilute = density, dilute
        self._samples: dict[int, Sample] = {}
        self._grids: FIFOCache[tuple[int, float], Grid] = FIFOCache(MOST_GRIDS)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.release()

    @property
    def remarks(self) -> list[str]:
        """Sentences on the phases that are left out, and on parameters that are not taken as they were meant."""
        return remarks_on(self.database, self.elements, self.left_out)

    def record(self, phase: str):
        """Return the compiled phase."""
        return self.records.get(phase)

    def is_solution(self, phase: str) -> bool:
        """Whether the phase has a composition or an order to vary; the others are points, exact on every grid."""
        return self.layouts[phase].is_solution

    def sample(self, finer: int = 0) -> Sample:
        """Return site fractions of all phases and where each phase's rows lie; `finer` 1, 2 … gives other, denser points."""
        if finer not in self._samples:
            self._samples[finer] = Sample(self, finer)
        return self._samples[finer]

    def grid(self, temperature_k: float, finer: int = 0) -> Grid:
        """Return the energies at a temperature, sampled at the first call."""
        key = finer, float(temperature_k)
        if key not in self._grids:
            self._grids[key] = self.sample(finer).grid(self, temperature_k)
        return self._grids[key]

    def energies(self, phase: str, sites: np.ndarray, temperature_k: float) -> np.ndarray:
        """Return energies (n,) in J/mol atoms of site fractions (n, dof) of a phase."""
        energy = np.zeros(len(sites))
        self.record(phase).prop_2d(energy, _with_state(sites, temperature_k), b"GM")
        return energy

    def compositions(self, phase: str, sites: np.ndarray) -> np.ndarray:
        """Return mole fractions (n, elements) of site fractions (n, dof) of a phase; NaN where only vacancies are."""
        layout = self.layouts[phase]
        if layout.sites_vary:
            return _counted(self.record(phase), sites, len(self.elements))
        moles = sites @ layout.atoms
        with np.errstate(invalid="ignore"):
            return moles / moles.sum(axis=1, keepdims=True)

    def forget_grids(self) -> None:
        """Free the energies of all temperatures."""
        self._grids.clear()

    def release(self) -> None:
        """Free everything that was compiled; the system cannot be used afterwards."""
        self._grids.clear()
        self._samples.clear()
        del self.records
        gc.collect()


class Sample:
    """Points of all phases of a system: site fractions, compositions, rows."""

    def __init__(self, system: ElementSystem, finer: int):
        n, self.phases = len(system.elements), system.phases
        self.points: dict[str, np.ndarray] = {}
        self.rows: dict[str, slice] = {}
        compositions, start = [np.eye(n)], n
        for number, phase in enumerate(system.phases):
            points = phase_points(
                system.records.models[phase],
                system.layouts[phase],
                density=system.density * (1 + finer),
                dilute=system.dilute * (1 + finer),
                seed=1000 * finer + number,
            )
            points = points[np.isfinite(points).all(axis=1)]
            composition = system.compositions(phase, points)
            held = np.isfinite(composition).all(axis=1)
            self.points[phase] = np.ascontiguousarray(points[held])
            compositions.append(composition[held])
            self.rows[phase] = slice(start, start + int(held.sum()))
            start += int(held.sum())
        self.composition = np.ascontiguousarray(np.vstack(compositions))
        self.phase_of_row = np.repeat(
            [-1, *range(len(system.phases))], [n, *(s.stop - s.start for s in self.rows.values())]
        )

    def at(self, row: int) -> tuple[str, np.ndarray]:
        """Return the phase of a row and its site fractions (dof,)."""
        phase = self.phases[self.phase_of_row[row]]
        return phase, self.points[phase][row - self.rows[phase].start]

    def grid(self, system: ElementSystem, temperature_k: float) -> Grid:
        """Return the energies of all rows at a temperature."""
        energies = [np.zeros(len(system.elements))]
        energies += [system.energies(phase, points, temperature_k) for phase, points in self.points.items()]
        energy = np.concatenate(energies)
        finite = np.isfinite(energy)
        without = tuple(
            phase for phase, rows in self.rows.items() if not finite[rows].any() and finite[rows].size
        )
        energy[~finite] = energy[finite].max() + ABOVE_ALL
        energy[: len(system.elements)] = energy.max() + ABOVE_ALL
        return Grid(self.composition, energy, without)


def _counted(record, sites: np.ndarray, n_elements: int) -> np.ndarray:
    """Return mole fractions (n, elements) by pycalphad's own functions, for phases whose site ratios vary."""
    dof = _with_state(sites, 300.0)  # of any temperature: they do not depend on it
    composition = np.zeros((len(sites), n_elements), order="F")
    for number in range(n_elements):
        record.mass_obj_2d(composition[:, number], dof, number)
    return composition


def _with_state(sites: np.ndarray, temperature_k: float) -> np.ndarray:
    """Return site fractions after pycalphad's state variables: amount, pressure, temperature."""
    dof = np.empty((len(sites), 3 + sites.shape[1]))
    dof[:, :3] = 1.0, PRESSURE, float(temperature_k)
    dof[:, 3:] = sites
    return dof
