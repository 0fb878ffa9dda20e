"""The diagram of one alloy: predicted by the surrogate at once, computed by the engine while the page goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_core.alloys.compositions.composition import ELEMENTS
from mi_core.alloys.figures.diagram import Diagram
from mi_core.alloys.thermodynamics.database.database import check_elements
from mi_core.alloys.web.cached import loaded_surrogate, shipped_database
from mi_core.alloys.web.engine import ask, engine

if TYPE_CHECKING:
    from mi_core.alloys.thermodynamics.database.database import ThermoDatabase
    from mi_core.alloys.thermodynamics.results.equilibrium import Equilibrium

EQUILIBRIUM = "equilibrium"  # the topic under which the engine keeps it
#: K, of the engine's circles
COMPUTED = (300, 400, 500, 600, 650, 700, 750, 800, 825, 850, 875, 900, 920, 950, 1000)  # fmt: skip


def predicted_diagram(wt: dict[str, float]) -> Diagram:
    """Return what the surrogate says of an alloy, with its interval; InputError for an element that it does not know."""
    check_elements(shipped_database(), [symbol for symbol, value in wt.items() if value])
    model = loaded_surrogate()
    row = np.array([[wt.get(symbol, 0.0) for symbol in ELEMENTS]])
    lower, upper = model.interval(row)
    return Diagram(
        np.array(model.temperatures), model.predict(row)[0], tuple(model.phases), lower[0], upper[0]
    )


def computed_diagram(found: Equilibrium, *, by_mass: bool = False) -> Diagram:
    """Return the first alloy of an equilibrium as a diagram, in mole or mass fractions."""
    phases = tuple(sorted(set(found.phases["phase"]) - {""}))
    fractions = found.fractions(phases, by_mass=by_mass)[0]
    return Diagram(np.asarray(found.temperatures_k), fractions, phases)


def equilibrium_of(wt: dict[str, float], database: ThermoDatabase) -> Equilibrium | None:
    """Return the equilibria of the alloy; None, with a line on the page, while they are computed; InputError."""
    built = engine().systems.is_open(wt, database)
    return ask(
        EQUILIBRIUM,
        wt,
        database,
        lambda: engine().systems.equilibrium(wt, COMPUTED, database),
        waiting="CALPHAD computes …" if built else "CALPHAD builds this element system, once, and computes …",
    )


def diagram_frame(
    predicted: Diagram | None, computed: Diagram | None, *, by_mass: bool = False, first: str = "surrogate"
):
    """Return both diagrams as a table: temperature_k, phase, mole_fraction or mass_fraction, lower, upper, by.

    first : what the first diagram comes from.
    """
    import pandas as pd

    frames, amount = [], "mass_fraction" if by_mass else "mole_fraction"
    for diagram, by in ((predicted, first), (computed, "CALPHAD")):
        if diagram is None:
            continue
        shape = diagram.fractions.shape
        table = {
            "temperature_k": np.repeat(diagram.temperatures, shape[1]),
            "phase": np.tile(diagram.phases, shape[0]),
            amount: diagram.fractions.ravel(),
            "by": by,
        }
        if diagram.lower is not None and diagram.upper is not None:
            table |= {"lower": diagram.lower.ravel(), "upper": diagram.upper.ravel()}
        frame = pd.DataFrame(table)
        there = frame.groupby("phase")[amount].transform("max") >= 1e-3
        frames.append(frame[there])
    return pd.concat(frames, ignore_index=True)
