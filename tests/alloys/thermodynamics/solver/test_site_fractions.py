"""Layouts of site fractions agree with pycalphad's own functions."""

from __future__ import annotations

import numpy as np
import pytest

from mi_core.alloys.thermodynamics.database.database import default_database
from mi_core.alloys.thermodynamics.solver import system as system_module
from mi_core.alloys.thermodynamics.solver.system import ElementSystem


def test_compositions_are_those_that_pycalphad_counts():
    with ElementSystem(default_database(), ("Al", "Cr", "Mg", "Zn")) as system:
        for phase in system.phases:
            layout = system.layouts[phase]
            sites = layout.normalised(np.random.default_rng(1).random((5, layout.size)))
            counted = system_module._counted(system.record(phase), sites, 4)
            assert system.compositions(phase, sites) == pytest.approx(counted, nan_ok=True), phase
            assert sites @ layout.membership == pytest.approx(np.ones((5, len(layout.sublattices))))
            assert layout.is_solution == any(len(sublattice) > 1 for sublattice in layout.sublattices)
