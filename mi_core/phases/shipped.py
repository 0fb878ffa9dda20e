"""The table of competing phases that ships."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

TABLE = Path(__file__).with_name("data") / "competing_phases.parquet"


@cache
def competing_phases() -> pd.DataFrame:
    """Return id, composition key, formation energy and distance to the hull (eV/atom), as `making.competing_phases_of`."""
    import pandas as pd

    return pd.read_parquet(TABLE)
