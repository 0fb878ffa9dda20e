"""The comparison of supports that ships."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from mi_core.molecules.supports.columns import COLUMNS

if TYPE_CHECKING:
    import pandas as pd

FILE = Path(__file__).with_name("data") / "supports.parquet"


@lru_cache(maxsize=1)
def shipped_losses() -> pd.DataFrame:
    """Return the losses of all arms, COLUMNS; no row where this copy has none."""
    import pandas as pd

    return pd.read_parquet(FILE) if FILE.is_file() else pd.DataFrame(columns=COLUMNS)
