"""What CALPHAD said of proposals: a verdict each, a number per wish, and the computed phases."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import streamlit as st

from mi_core.alloys.design.proposal_table import CONFIRMED, REFUTED
from mi_core.alloys.web.explore.diagrams import computed_diagram

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pandas as pd

    from mi_core.alloys.design.verify import Verification
    from mi_core.alloys.figures.diagram import Diagram

VERDICT_COLUMNS = ["number", "text", "value", "unit", "missed_by", "met", "reason"]


@dataclass(frozen=True)
class WishVerdict:
    """What was computed for a wish of a proposal, in the wish's unit, and whether that meets it."""

    value: float
    met: bool


@dataclass
class Verdicts:
    """What is known of the proposals of a run, by their numbers from 1.

    by_number : CONFIRMED or REFUTED; of_wishes : by number and place of the wish; frames : a row per proposal and wish;
    phases : a row per proposal, temperature and phase.
    """

    by_number: dict[int, str] = field(default_factory=dict)
    of_wishes: dict[tuple[int, int], WishVerdict] = field(default_factory=dict)
    frames: list[pd.DataFrame] = field(default_factory=list)
    phases: list[pd.DataFrame] = field(default_factory=list)

    def of(self, number: int, wish: int) -> WishVerdict | None:
        """Return the verdict on a wish; None where the proposal was not verified."""
        return self.of_wishes.get((number, wish))

    def diagram(self, number: int, *, by_mass: bool = False) -> Diagram | None:
        """Return the computed phases of a proposal, mole or mass fractions; None where it was not verified."""
        found = self.verification(number)
        if found is None or not len(found.equilibrium.points):
            return None
        return computed_diagram(found.equilibrium, by_mass=by_mass)

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

        wishes, phases = (
            frame[frame["number"] == number].assign(alloy=0)
            for frame in (pd.concat(self.frames), pd.concat(self.phases))
        )
        converged = phases.groupby("temperature_k")["phase"].first().ne("").rename("converged")
        points = converged.reset_index().assign(alloy=0)
        found = Equilibrium(points["temperature_k"].to_numpy(), 1, points, phases)
        return Verification(wishes, found)

    def add(self, wishes: pd.DataFrame, phases: pd.DataFrame, numbers: Sequence[int]) -> None:
        """Add the result of a job; `numbers` of its alloys in their order. What was known of these is replaced."""
        wishes = wishes.assign(number=[numbers[alloy] for alloy in wishes["alloy"]])
        self.frames = [frame[~frame["number"].isin(numbers)] for frame in self.frames] + [wishes]
        phases = phases.assign(number=[numbers[alloy] for alloy in phases["alloy"]])
        self.phases = [frame[~frame["number"].isin(numbers)] for frame in self.phases] + [phases]
        for row in wishes.itertuples():
            self.of_wishes[row.number, row.wish] = WishVerdict(float(row.value), bool(row.met))
        for number, met in wishes.groupby("number")["met"].all().items():
            self.by_number[int(number)] = CONFIRMED if met else REFUTED


@st.cache_data(max_entries=32, show_spinner=False)
def read_result(folder: Path, finished: float | None) -> tuple[pd.DataFrame, pd.DataFrame]:  # noqa: ARG001 - of the cache's key
    """Return both tables of a finished job."""
    import pandas as pd

    from mi_core.alloys.design.verify_job import PHASES, WISHES

    return pd.read_parquet(folder / WISHES), pd.read_parquet(folder / PHASES)
