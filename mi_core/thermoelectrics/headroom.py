"""What better doping alone would bring to a measured sample, in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.thermoelectrics.display import AS_STORED, Display
from mi_core.thermoelectrics.transport.analysis import SEEBECK, TEMPERATURE
from mi_core.thermoelectrics.transport.quality import AT_OPTIMUM

if TYPE_CHECKING:
    import pandas as pd


def headroom_rows(analysed: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that have a quality factor, by temperature, numbered anew; of `transport.analysis.analyse`."""
    rows = analysed[analysed["zt_headroom"].notna()]
    return rows.sort_values(TEMPERATURE, kind="stable", ignore_index=True)


def headroom_sentence(analysed: pd.DataFrame, display: Display = AS_STORED) -> str:
    """Return where the sample could gain most by doping, and how much; "" where no row has a quality factor."""
    rows = headroom_rows(analysed)
    if rows.empty:
        return ""
    row = rows.loc[rows["zt_headroom"].idxmax()]
    where = f"At {display.temperature(row[TEMPERATURE])} {row['doping']}"
    factor = f"quality factor (B = {row['quality_factor']:.3g})"
    zt, best = f"{row['zt_from_parts']:.3g}", f"{row['zt_at_optimum']:.3g}"
    if row["doping"] == AT_OPTIMUM:
        return f"{where}: this {factor} gives zT {best} at the most; the sample has {zt}, and no row could gain more."
    seebeck = (
        f"S would be {_whole(row['seebeck_at_optimum_uv_per_k'])} µV/K there; it is {_whole(row[SEEBECK])}."
    )
    alike = int((rows["doping"] == row["doping"]).sum())
    share = f" {row['doping'].capitalize()} are {alike} of {len(rows)} rows." if len(rows) > 1 else ""
    return f"{where}: at its optimum this {factor} gives zT {best}; the sample has {zt}. {seebeck}{share}"


def _whole(value: float) -> str:
    return f"{value:.0f}".replace("-", "−")
