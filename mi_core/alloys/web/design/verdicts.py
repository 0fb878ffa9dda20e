"""What CALPHAD said of proposals: a verdict each, a number per wish, and the computed phases."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from mi_core.alloys.design.proposal_table import CONFIRMED, REFUTED
from mi_core.alloys.figures.diagram import Diagram
from mi_core.alloys.thermodynamics.results.equilibrium import with_mass_fractions

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pandas as pd

    from mi_core.alloys.design.verify import Verification

VERDICT_COLUMNS = ["number", "text", "value", "unit", "missed_by", "met", "reason"]


@dataclass(frozen=True)
class Said:
    """What was computed for a wish of a proposal, in the wish's unit, whether that meets it, and why there is no value."""

    value: float
    met: bool
    reason: str


@dataclass
class Verdicts:
    """What is known of the proposals of a run, by their numbers from 1.

    by_number : CONFIRMED or REFUTED; said : by number and place of the wish; frames : a row per proposal and wish;
    phases : a row per proposal, temperature and phase.
    """

    by_number: dict[int, str] = field(default_factory=dict)
    said: dict[tuple[int, int], Said] = field(default_factory=dict)
    frames: list[pd.DataFrame] = field(default_factory=list)
    phases: list[pd.DataFrame] = field(default_factory=list)

    def of(self, number: int, wish: int) -> Said | None:
        """Return what was said of a wish; None where the proposal was not verified."""
        return self.said.get((number, wish))

    def diagram(self, number: int, *, by_mass: bool = False) -> Diagram | None:
        """Return the computed phases of a proposal, mole or mass fractions; None where it was not verified."""
        for frame in self.phases:
            rows = frame[frame["number"] == number]
            if len(rows):
                return diagram_of(rows, by_mass=by_mass)
        return None

    @property
    def frame(self) -> pd.DataFrame | None:
        """Everything that was computed for the wishes, as a table; None before anything was."""
        if not self.frames:
            return None
        import pandas as pd

        return pd.concat(self.frames, ignore_index=True)[VERDICT_COLUMNS].sort_values(
            "number", kind="stable", ignore_index=True
        )

    def verification(self, number: int) -> Verification | None:
        """Return what the engine computed of one proposal, as its alloy 0; None where it was not verified."""
        if number not in self.by_number:
            return None
        import pandas as pd

        from mi_core.alloys.design.verify import Verification
        from mi_core.alloys.thermodynamics.results.equilibrium import Equilibrium

        wishes = pd.concat(self.frames)
        wishes, phases = (
            frame[frame["number"] == number].assign(alloy=0) for frame in (wishes, pd.concat(self.phases))
        )
        points = (
            phases.groupby("temperature_k")["phase"]
            .first()
            .ne("")
            .rename("converged")
            .reset_index()
            .assign(alloy=0)
        )
        found = Equilibrium(points["temperature_k"].to_numpy(), 1, points, phases)
        return Verification(wishes, found)

    def add(self, wishes: pd.DataFrame, phases: pd.DataFrame, numbers: Sequence[int]) -> None:
        """Add the result of a job; `numbers` of its alloys in their order. What was known of these is replaced."""
        wishes = wishes.assign(number=[numbers[alloy] for alloy in wishes["alloy"]])
        self.frames = [frame[~frame["number"].isin(numbers)] for frame in self.frames] + [wishes]
        phases = phases.assign(number=[numbers[alloy] for alloy in phases["alloy"]])
        self.phases = [frame[~frame["number"].isin(numbers)] for frame in self.phases] + [phases]
        for row in wishes.itertuples():
            self.said[row.number, row.wish] = Said(float(row.value), bool(row.met), row.reason)
        for number, met in wishes.groupby("number")["met"].all().items():
            self.by_number[int(number)] = CONFIRMED if met else REFUTED


def diagram_of(rows: pd.DataFrame, *, by_mass: bool = False) -> Diagram:
    """Return one alloy's equilibria (as `Equilibrium.phases`) as a diagram; points that failed are NaN."""
    column = "mass_fraction" if by_mass else "fraction"
    table = (with_mass_fractions(rows) if by_mass else rows).pivot_table(
        index="temperature_k", columns="phase", values=column, aggfunc="sum", dropna=False
    )
    failed = rows.loc[rows["phase"] == "", "temperature_k"].unique()
    table = table.drop(columns="", errors="ignore").fillna(0.0)
    table.loc[table.index.isin(failed)] = np.nan
    return Diagram(
        table.index.to_numpy(dtype=float), table.to_numpy(dtype=float), tuple(map(str, table.columns))
    )


@st.cache_data(max_entries=32, show_spinner=False)
def read_result(folder: Path, finished: float | None) -> tuple[pd.DataFrame, pd.DataFrame]:  # noqa: ARG001 - of the cache's key
    """Return both tables of a finished job."""
    import pandas as pd

    from mi_core.alloys.design.verify_job import PHASES, WISHES

    return pd.read_parquet(folder / WISHES), pd.read_parquet(folder / PHASES)
