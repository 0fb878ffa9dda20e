"""What an equilibrium depends on beside composition and temperature: database, library, settings of the search."""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from mi_core.alloys.thermodynamics.solver import climb, off_grid, point, sampling_points, solve, system

if TYPE_CHECKING:
    from mi_core.alloys.thermodynamics.database.database import ThermoDatabase

ENGINE = 2  # raise it whenever other code can give another answer


def engine_settings() -> dict[str, Any]:
    """Return the settings as plain values, for cards."""
    return {
        "pycalphad": version("pycalphad"),
        "grid": {
            "density": system.DENSITY,
            "dilute": system.DILUTE,
            "most_between_end_members": sampling_points.MOST_POINTS * system.DENSITY,
        },
        # The others answer only where these find nothing.
        "starts": [list(start) for start in solve.STARTS if start[1] not in (solve.BESIDE, solve.PLANE)],
        "climbs": {
            "within_j_per_mol": off_grid.WITHIN,
            "starts_of_a_phase": off_grid.STARTS,
            "steps": climb.MOST_STEPS,
        },
        "iterations": solve.MOST_ITERATIONS,
        "highest_driving_force_j_per_mol": point.HIGHEST_DRIVING_FORCE,
        "mass_balance": point.MASS_BALANCE,
    }


def fingerprint(database: ThermoDatabase) -> str:
    """Return a short name for the database and the settings: what was computed under another one is another thing."""
    text = json.dumps([ENGINE, database.sha256, system.PRESSURE, engine_settings()], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]
