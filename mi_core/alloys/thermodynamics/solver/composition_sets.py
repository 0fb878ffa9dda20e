"""pycalphad's composition sets: one phase with its site fractions and amount, as the minimiser takes and changes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_core.alloys.thermodynamics.solver.system import PRESSURE

if TYPE_CHECKING:
    from mi_core.alloys.thermodynamics.solver.system import ElementSystem


def new_set(system: ElementSystem, phase: str, sites: np.ndarray, amount: float, temperature_k: float):
    """Return a composition set of site fractions (dof,) and moles of atoms."""
    from pycalphad.core.composition_set import CompositionSet

    compset = CompositionSet(system.record(phase))
    compset.update(sites, amount, np.array([1.0, PRESSURE, float(temperature_k)]))
    return compset


def set_of_row(system: ElementSystem, finer: int, row: int, amount: float, temperature_k: float):
    """Return a composition set at a sampled row, see `ElementSystem.sample`."""
    phase, sites = system.sample(finer).at(row)
    return new_set(system, phase, sites, amount, temperature_k)


def sites_of(compset) -> np.ndarray:
    """Return the site fractions (dof,)."""
    return np.array(compset.dof[len(compset.phase_record.state_variables) :])


def name_of(compset) -> str:
    """Return the phase."""
    return str(compset.phase_record.phase_name)


def holds(sets: list, phase: str, composition: np.ndarray, within: float) -> bool:
    """Whether a set of the phase lies within so much (mole fraction) of the composition."""
    return any(
        name_of(compset) == phase and np.abs(np.asarray(compset.X) - composition).max() < within
        for compset in sets
    )


def weigh(sets: list, x: np.ndarray) -> None:
    """Give the sets the amounts, none below zero, that come nearest to a composition (elements,)."""
    from scipy.optimize import nnls

    amounts, _ = nnls(np.array([compset.X for compset in sets]).T, x)
    for compset, amount in zip(sets, amounts, strict=True):
        compset.NP = amount
