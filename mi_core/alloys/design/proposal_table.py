"""Proposals as a table: what each is made of, what it meets, what the engine said of it; and given alloys as proposals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mi_core.alloys.compositions.composition import BALANCE, ELEMENTS
from mi_core.alloys.specification.misses import meets
from mi_core.alloys.specification.wishes import range_text, wishes
from mi_core.alloys.thermodynamics.database.phase_names import phase_label
from mi_core.alloys.thermodynamics.results.derived_grid import derived_title
from mi_core.alloys.thermodynamics.results.units import MOLES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from mi_core.alloys.design.proposals import Proposal
    from mi_core.alloys.specification.wishes import Specification, Wish
    from mi_core.alloys.thermodynamics.results.units import Units

CONFIRMED, REFUTED, OPEN = "confirmed", "refuted", ""


def proposal_table(
    proposals: Sequence[Proposal], spec: Specification, verdicts: Mapping[int, str] | None = None
) -> pd.DataFrame:
    """Return a row per proposal, best first.

    number : from 1; met, wishes : how many; score; verdict : CONFIRMED, REFUTED or OPEN; wt% of Al and each element;
    designation and distance_wt; cost_usd_per_kg; and a column "miss: …" per wish, in its unit, 0 where it is met.
    """
    import pandas as pd

    listed = wishes(spec)
    rows = []
    for number, proposal in enumerate(proposals, start=1):
        missed = np.asarray(proposal.misses, dtype=float).reshape(len(listed))
        rows.append(
            {
                "number": number,
                "met": int(meets(listed, missed).sum()) if listed else 0,
                "wishes": len(listed),
                "score": float(proposal.score),
                "verdict": (verdicts or {}).get(number, OPEN),
                BALANCE: 100.0 - sum(proposal.wt.values()),
                **{symbol: float(proposal.wt.get(symbol, 0.0)) for symbol in element_columns(proposals)},
                "designation": proposal.designation,
                "distance_wt": float(proposal.distance),
                "cost_usd_per_kg": float(proposal.cost),
                **{f"miss: {wish.text}": float(miss) for wish, miss in zip(listed, missed, strict=True)},
            }
        )
    return pd.DataFrame(rows)


def element_columns(proposals: Sequence[Proposal]) -> tuple[str, ...]:
    """Return the alloying elements of a table of proposals: those of the default system, then what else they hold."""
    return tuple(dict.fromkeys([*ELEMENTS, *sorted({s for proposal in proposals for s in proposal.wt})]))


def proposals_of(
    compositions: Sequence[Mapping[str, float]],
    spec: Specification,
    prices: Mapping[str, float] | None = None,
) -> list[Proposal]:
    """Return given alloys (wt% of alloying elements) as proposals for a specification, predicted, in their order."""
    from mi_core.alloys.design.proposals import predicted_proposals
    from mi_core.alloys.models.surrogate import load_surrogate

    table = np.array([[wt.get(symbol, 0.0) for symbol in ELEMENTS] for wt in compositions], dtype=float)
    return predicted_proposals(spec, load_surrogate(), table, prices)


def wish_text(wish: Wish, units: Units = MOLES) -> str:
    """Return a wish in words, fractions of phases in mol%, temperatures in the unit that is shown."""
    if wish.kind == "derived" and units.celsius and wish.key != "freezing_range_k":
        low, high = (None if end is None else units.shown(end) for end in (wish.min, wish.max))
        return f"{derived_title(wish.key)}: {range_text(low, high, units.temperature)}"
    if wish.kind != "phase" or wish.temperature_k is None:
        return wish.text
    low, high = (None if end is None else float(f"{100 * end:.4g}") for end in (wish.min, wish.max))
    return f"{phase_label(wish.key)} at {units.text(wish.temperature_k)}: {range_text(low, high, 'mol%')}"
