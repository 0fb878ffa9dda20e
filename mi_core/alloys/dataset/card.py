"""The card of the alloys' data set: where it comes from, how it was made, what failed, and how it was checked."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from mi_core import cards
from mi_core.alloys.dataset.table import ALLOYS, CARD, FOLDER, FRACTIONS
from mi_core.alloys.thermodynamics.database.database import default_database
from mi_core.alloys.thermodynamics.solver import system
from mi_core.alloys.thermodynamics.solver.fingerprint import engine_settings
from mi_core.files import file_sha256

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pandas as pd

    from mi_core.alloys.dataset.sampling import SampledAlloy


def make_card(
    alloys: Sequence[SampledAlloy],
    rows: pd.DataFrame,
    folder: Path,
    *,
    command: str,
    seed: int,
    check: dict[str, Any],
) -> dict[str, Any]:
    """Return the card as plain values; `rows` are those of the shards, `folder` holds the written tables."""
    database = default_database()
    points = rows.drop_duplicates(["alloy", "temperature_k"])
    return {
        "name": "alloys",
        "title": "Phase equilibria of aluminium alloys, computed",
        "alloys": len(alloys),
        "temperatures_k": sorted(points["temperature_k"].unique().tolist()),
        "points": len(points),
        "points_failed": int((points["phase"] == "").sum()),
        "phases": sorted(set(rows["phase"]) - {""}),
        "database": {"name": database.name, "sha256": database.sha256, "source": database.source},
        "pressure_pa": system.PRESSURE,
        "engine": engine_settings(),
        "sampling": {
            "seed": seed,
            "series": dict(Counter(alloy.series for alloy in alloys)),
            "alloying_elements": dict(sorted(Counter(len(alloy.wt) for alloy in alloys).items())),
            "element_systems": len({tuple(sorted(alloy.wt)) for alloy in alloys}),
        },
        "cpu_hours": round(float(rows.drop_duplicates("shard")["seconds"].sum()) / 3600, 2),
        "spot_check": check,
        "files": {name: file_sha256(folder / name) for name in (ALLOYS, FRACTIONS)},
        "made": {"date": datetime.now(UTC).date().isoformat(), "command": command},
        "licence": "Computed by this product; CC-BY 4.0.",
    }


def read_card(folder: Path = FOLDER) -> dict[str, Any]:
    """Return the card that ships; InputError when it is not there."""
    cure = "Make the data set with `python -m mi_core alloys dataset`."
    return cards.read_card(dict[str, Any], folder / CARD, cure)
