"""What pycalphad's own search answers, for comparison."""

from __future__ import annotations

import warnings

from mi_core.alloys.thermodynamics.solver.system import PRESSURE


def by_pycalphad(system, x: dict[str, float], temperature: float):
    """Gibbs energy and summed phase fractions of pycalphad's own search over all phases, on the same compiled phases."""
    from pycalphad import equilibrium
    from pycalphad import variables as v

    conditions = {v.N: 1, v.P: PRESSURE, v.T: temperature}
    conditions |= {v.X(symbol.upper()): x[symbol] for symbol in x if symbol != "Al"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = equilibrium(
            system.database.db,
            [*(symbol.upper() for symbol in x), "VA"],
            list(system.phases),
            conditions,
            model=system.records.models,
            phase_records=system.records,
        )
    fractions: dict[str, float] = {}
    for phase, amount in zip(found.Phase.values.ravel(), found.NP.values.ravel(), strict=True):
        if phase:
            fractions[str(phase)] = fractions.get(str(phase), 0.0) + float(amount)
    return float(found.GM.values.squeeze()), fractions


def summed(point) -> dict[str, float]:
    fractions: dict[str, float] = {}
    for phase in point.phases:
        fractions[phase.phase] = fractions.get(phase.phase, 0.0) + phase.fraction
    return fractions
