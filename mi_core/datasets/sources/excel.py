"""Sheets of Excel files that sources publish."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from mi_core.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path


def first_sheet(path: Path) -> pd.DataFrame:
    """Return the first sheet under its headings; InputError when there is none."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        heading, *rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    except (CalamineError, OSError, ValueError) as error:
        raise InputError(f"{path.name} is no readable Excel sheet with a heading: {error}.") from error
    # The sign of micro (U+00B5) and the Greek letter (U+03BC) look alike, and editors change one into the other.
    return pd.DataFrame(rows, columns=[str(name).strip().replace("\N{MICRO SIGN}", "μ") for name in heading])
