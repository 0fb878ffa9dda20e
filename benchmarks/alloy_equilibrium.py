"""Phase equilibria against pycalphad with all phases: Gibbs energies, phase fractions, and time.

PYTHONPATH=. python benchmarks/alloy_equilibrium.py [--alloys 20] [--timed 2] [--seed 1]

Random alloys of five element systems (3 to 10 components), each at five temperatures. Accuracy: `pycalphad.equilibrium` on
the same compiled phases, so that only the search differs. Speed: plain `pycalphad.equilibrium`, which compiles again, on the
first points of each system, scaled to all of them; our time contains the building of each system, once.
"""

from __future__ import annotations

import argparse
import time
import warnings

import numpy as np
from record import save

from mi_core.alloys.compositions.composition import mole_fractions
from mi_core.alloys.compositions.series import EXPLORED
from mi_core.alloys.thermodynamics.database.database import default_database
from mi_core.alloys.thermodynamics.solver.solve import solve_point
from mi_core.alloys.thermodynamics.solver.system import PRESSURE, ElementSystem

SYSTEMS = (
    ("Mg", "Si"),
    ("Cu", "Mg", "Si", "Zn"),
    ("Cu", "Fe", "Mn", "Si", "Zn"),
    ("Cr", "Fe", "Mg", "Si", "Ti", "Zr"),
    ("Cr", "Cu", "Fe", "Mg", "Mn", "Si", "Ti", "Zn", "Zr"),
)
TEMPERATURES_OF_AN_ALLOY = 5
ENERGY_TOLERANCE, FRACTION_TOLERANCE = 0.1, 1e-3  # J/mol, mole fraction


def drawn(elements: tuple[str, ...], n: int, rng: np.random.Generator) -> list[tuple[dict, float]]:
    """Return n alloys × 5 random temperatures: log-uniform contents within the explored ranges."""
    points = []
    for _ in range(n):
        ends = {symbol: np.log(EXPLORED[symbol]) for symbol in elements}
        wt = {symbol: float(np.exp(rng.uniform(*low_high))) for symbol, low_high in ends.items()}
        points += [(mole_fractions(wt), float(t)) for t in rng.uniform(300, 1000, TEMPERATURES_OF_AN_ALLOY)]
    return points


def reference(database, x: dict, temperature: float, phases, **compiled) -> tuple[float, dict[str, float]]:
    """Return pycalphad's Gibbs energy (J/mol) and phase fractions; NaN where it finds none."""
    from pycalphad import equilibrium
    from pycalphad import variables as v

    symbols = sorted(x)
    conditions = {v.N: 1, v.P: PRESSURE, v.T: temperature} | {
        v.X(s.upper()): x[s] for s in symbols if s != "Al"
    }
    found = equilibrium(
        database.db, [*(s.upper() for s in symbols), "VA"], list(phases), conditions, **compiled
    )
    fractions: dict[str, float] = {}
    for phase, amount in zip(found.Phase.values.ravel(), found.NP.values.ravel(), strict=True):
        if phase:
            fractions[str(phase)] = fractions.get(str(phase), 0.0) + float(amount)
    return float(found.GM.values.squeeze()), fractions


def accept_numpy_names() -> None:
    """Let pycalphad 0.11 read phase names that numpy 2.4 gives it; without, ten components stop with a TypeError."""
    from pycalphad.codegen import phase_record_factory

    original = phase_record_factory.PhaseRecord
    phase_record_factory.PhaseRecord = lambda factory, name: original(factory, str(name))


def one_system(database, elements: tuple[str, ...], points: list, timed: int) -> dict:
    """Return the comparison on one element system."""
    started = time.perf_counter()
    with ElementSystem(database, ("Al", *elements)) as system:
        ours = [solve_point(system, x, t) for x, t in points]
        cold = time.perf_counter() - started
        system.forget_grids()  # warm: everything is compiled, the temperatures are new
        started = time.perf_counter()
        for x, t in points:
            solve_point(system, x, t)
        warm = time.perf_counter() - started
        compiled = {"model": system.records.models, "phase_records": system.records}
        theirs = [reference(database, x, t, system.phases, **compiled) for x, t in points]
        phases = system.phases
    started = time.perf_counter()
    for x, t in points[:timed]:
        reference(database, x, t, phases)
    plain = (time.perf_counter() - started) / timed
    return (
        {"components": len(elements) + 1}
        | agreement(ours, theirs)
        | {
            "ours_cold_s": round(cold, 2),
            "ours_warm_ms_per_point": round(1000 * warm / len(points), 2),
            "pycalphad_s_per_point": round(plain, 2),
            "speed_up_cold": round(plain * len(points) / cold, 1),
            "speed_up_warm": round(plain * len(points) / warm, 1),
        }
    )


def agreement(ours: list, theirs: list) -> dict:
    """Count where the energy is not above pycalphad's, and where fractions agree although energies do."""
    not_above = lower = same = same_fractions = failed = theirs_failed = 0
    worst = 0.0
    for point, (gibbs, fractions) in zip(ours, theirs, strict=True):
        if not point.converged:
            failed += 1
            continue
        if not np.isfinite(gibbs):
            theirs_failed += 1
            not_above += 1
            continue
        difference = point.gibbs - gibbs
        worst = max(worst, difference)
        not_above += difference <= ENERGY_TOLERANCE
        lower += difference < -ENERGY_TOLERANCE
        if abs(difference) <= ENERGY_TOLERANCE:
            same += 1
            own: dict[str, float] = {}
            for phase in point.phases:
                own[phase.phase] = own.get(phase.phase, 0.0) + phase.fraction
            same_fractions += all(
                abs(own.get(p, 0.0) - fractions.get(p, 0.0)) <= FRACTION_TOLERANCE for p in {*own, *fractions}
            )
    return {
        "points": len(ours),
        "not_above_pycalphad": not_above,
        "lower_than_pycalphad": lower,
        "same_energy": same,
        "same_fractions": same_fractions,
        "failed": failed,
        "pycalphad_failed": theirs_failed,
        "highest_above_j_per_mol": round(worst, 4),
    }


def main() -> None:
    """Compare, print and save."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--alloys", type=int, default=20, help="of each element system")
    parser.add_argument(
        "--timed", type=int, default=2, help="points of each system that plain pycalphad is timed on"
    )
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    warnings.filterwarnings("ignore")
    accept_numpy_names()
    database, rng = default_database(), np.random.default_rng(options.seed)
    found = {}
    for elements in SYSTEMS:
        points = drawn(elements, options.alloys, rng)
        found["-".join(("Al", *elements))] = row = one_system(database, elements, points, options.timed)
        print(elements, row, flush=True)
    rows = list(found.values())
    total = {
        key: sum(row[key] for row in rows)
        for key in (
            "points",
            "not_above_pycalphad",
            "lower_than_pycalphad",
            "same_energy",
            "same_fractions",
            "failed",
        )
    }
    plain = sum(row["pycalphad_s_per_point"] * row["points"] for row in rows)
    total["share_not_above"] = round(total["not_above_pycalphad"] / total["points"], 5)
    total["share_same_fractions"] = round(total["same_fractions"] / max(total["same_energy"], 1), 5)
    total["speed_up_cold"] = round(plain / sum(row["ours_cold_s"] for row in rows), 1)
    save("alloy_equilibrium", {"seed": options.seed, "systems": found, "all": total})


if __name__ == "__main__":
    main()
