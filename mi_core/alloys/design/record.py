"""Proposals as the command line writes them: what is predicted of every wish, and what the engine says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from mi_core.alloys.design.proposals import scores_of
from mi_core.alloys.specification.misses import meets
from mi_core.alloys.specification.wishes import wishes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mi_core.alloys.design.proposals import Proposal
    from mi_core.alloys.design.verify import Verification
    from mi_core.alloys.specification.wishes import Specification

LEAST_SHOWN = 1e-3  # mole fraction of phases that a predicted diagram lists


def design_records(
    proposals: Sequence[Proposal],
    spec: Specification,
    verified: Verification | None = None,
) -> list[dict[str, Any]]:
    """Return one plain dict per proposal, best first: by the verified score where there is one, else by the predicted.

    composition_wt, composition_at : percent of the alloying elements, Al the balance; predicted, verified : `values`,
    `missed_by` and `meets` in the order of `wishes` (verified is None when not asked for, and has `reasons` for values that
    are None); meets : the verified judgement per wish, else the predicted; score : 1 where every wish is met; besides,
    designation, distance_wt and cost_usd_per_kg.
    """
    of = wishes(spec)
    records = []
    for number, proposal in enumerate(proposals):
        predicted = _predicted(proposal, spec)
        computed = _verified(verified, number) if verified is not None else None
        missed = (computed or predicted)["missed_by"]
        score = float(scores_of(spec, np.array([missed], dtype=float).reshape(1, len(of)))[0])
        records.append(
            {
                "composition_wt": dict(proposal.wt),
                "composition_at": dict(proposal.at),
                "predicted": predicted,
                "verified": computed,
                "wishes": [wish.text for wish in of],
                "meets": (computed or predicted)["meets"],
                "score": score,
                "designation": proposal.designation,
                "distance_wt": float(proposal.distance),
                "cost_usd_per_kg": _json_numbers([proposal.cost])[0],
            }
        )
    return sorted(records, key=lambda record: (-sum(record["meets"]), -record["score"]))


def _predicted(proposal: Proposal, spec: Specification) -> dict[str, Any]:
    shown = np.flatnonzero(proposal.fractions.max(axis=0) >= LEAST_SHOWN)
    return {
        "values": _json_numbers(proposal.values),
        "missed_by": _json_numbers(proposal.misses),
        "meets": meets(wishes(spec), np.asarray(proposal.misses)).tolist(),
        "temperatures_k": [float(t) for t in proposal.temperatures],
        "fractions": {
            proposal.phases[n]: np.round(proposal.fractions[:, n].astype(float), 5).tolist() for n in shown
        },
    }


def _verified(verified: Verification, number: int) -> dict[str, Any]:
    rows = verified.frame[verified.frame["alloy"] == number]
    phases = verified.equilibrium.phases
    phases = phases[(phases["alloy"] == number) & (phases["phase"] != "")]
    at = phases.groupby(["temperature_k", "phase"], sort=True)["fraction"].sum()
    return {
        "values": _json_numbers(rows["value"]),
        "missed_by": _json_numbers(rows["missed_by"]),
        "meets": rows["met"].tolist(),
        "reasons": rows["reason"].tolist(),
        "fractions": [
            {"temperature_k": float(t), "phase": phase, "fraction": float(part)}
            for (t, phase), part in at.items()
        ],
    }


def _json_numbers(values) -> list[float | None]:
    return [None if np.isnan(value) else float(value) for value in np.asarray(values, dtype=float)]
