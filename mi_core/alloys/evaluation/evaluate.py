"""Evaluate the generators: specify held-out alloys in part, propose, recompute, compare (Nguyen et al., arXiv:1811.06060).

`python -m mi_core alloys evaluate` writes `trained/evaluation.json`, which the page shows. What the engine has
computed is kept in the work folder, so a run that was stopped goes on where it was.
"""

from __future__ import annotations

import json
import shlex
import sys
from collections import defaultdict
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.spatial import cKDTree

from mi_core.alloys.dataset.table import load_alloys
from mi_core.alloys.evaluation.cases import Plan, make_cases, questions, raw_questions
from mi_core.alloys.evaluation.recomputed import compute
from mi_core.alloys.evaluation.scores import case_scores, summary
from mi_core.alloys.models.trained_store import SURROGATE, trained_folder
from mi_core.alloys.thermodynamics.database.database import default_database
from mi_core.alloys.thermodynamics.solver.fingerprint import fingerprint
from mi_core.errors import InputError
from mi_core.pretrained.store import find_card

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from mi_core.alloys.dataset.table import AlloyData
    from mi_core.alloys.evaluation.cases import Case

EVALUATION = "evaluation.json"


def evaluate(
    work: Path,
    plan: Plan | None = None,
    *,
    workers: int = 2,
    minutes: float | None = None,
    output: Path | None = None,
    say: Callable[[str], None] = lambda _: None,
) -> dict[str, Any]:
    """Evaluate all trained models, write and return the record: date, machine, command, plan, table.

    work : folder for the models of other seeds and for what the engine computes. minutes : of the engine; cases that
    are not finished by then are left out and counted, and a further run with the same plan finishes them.
    """
    from mi_core.alloys.models.surrogate import load_surrogate
    from mi_core.pretrained.training import circumstances

    plan = plan or Plan()
    data, surrogate = load_alloys(), load_surrogate()
    cases = make_cases(data, surrogate, questions(plan), work / "models", say)
    wanted = _wanted(cases, np.array(data.temperatures, dtype=float))
    say(f"{len(cases)} cases, {len(wanted)} alloys to compute")
    points = work / f"points-{fingerprint(default_database())}"
    found = compute(wanted, data.phases, points, workers=workers, minutes=minutes, say=say)
    rows, unfinished = _scored(cases, found, data)
    provenance = circumstances(f"python -m mi_core {shlex.join(sys.argv[1:])}", 0)
    record = {
        # The seconds of the last of several runs say nothing.
        **{key: value for key, value in provenance.items() if key != "seconds"},
        "data": find_card(SURROGATE, trained_folder()).dataset,
        "plan": asdict(plan),
        "cases": len(cases),
        "unfinished_cases": unfinished,
        "alloys_computed": len({wt for wt, _ in found}),
        "points_not_converged": int(sum(np.isnan(at).any() for at in found.values())),
        "table": _records(rows),
        "table_by_surrogate": by_surrogate(data, surrogate, plan, work / "models", say),
    }
    path = output or trained_folder() / EVALUATION
    path.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    return record


def _wanted(cases: Sequence[Case], nodes: np.ndarray) -> dict[tuple[float, ...], set[float]]:
    """Return the temperatures (K) that must be computed, by alloy (wt% of the nine elements)."""
    wanted: dict[tuple[float, ...], set[float]] = defaultdict(set)
    for case in cases:
        temperatures = set(nodes[case.condition.mask.any(axis=1)].tolist())
        for wt in case.wt:
            wanted[tuple(wt.tolist())] |= temperatures
    return wanted


def _scored(cases: Sequence[Case], found, data: AlloyData) -> tuple[list[dict[str, Any]], int]:
    """Return the scores of the cases that are computed, and the number of those that are not."""
    nodes, known = np.array(data.temperatures, dtype=float), cKDTree(data.of_split("train").wt)
    rows, unfinished = [], 0
    for case in cases:
        fractions = _fractions(case, found, nodes, len(data.phases))
        if fractions is None:
            unfinished += 1
        else:
            rows += case_scores(case, fractions, known)
    return rows, unfinished


def by_surrogate(data, surrogate, plan: Plan, work: Path, say) -> list[dict[str, Any]]:
    """Return the same table for many more specifications of raw proposals, with the surrogate in place of the engine.

    Refined proposals are left out: they were moved to where the surrogate sees them meet their specification.
    """
    asked = raw_questions(plan.judged, plan.seeds, plan.wide_proposals)
    known, rows = cKDTree(data.of_split("train").wt), []
    for case in make_cases(data, surrogate, asked, work, say):
        rows += case_scores(case, surrogate.predict(case.wt), known)
    return _records(rows)


def _records(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return json.loads(summary(rows).to_json(orient="records", double_precision=6)) if rows else []


def read_evaluation(path: Path | None = None) -> dict[str, Any]:
    """Return the record that `evaluate` wrote; InputError when there is none."""
    path = path or trained_folder() / EVALUATION
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, json.JSONDecodeError) as error:
        raise InputError(
            "The models of alloys are not evaluated yet; run `python -m mi_core alloys evaluate`."
        ) from error


def _fractions(case, found, nodes: np.ndarray, n_phases: int) -> np.ndarray | None:
    """Return (k, t, p) of the engine at the nodes that the case specifies, 0 elsewhere; None if some are not computed."""
    fractions = np.zeros((len(case.wt), len(nodes), n_phases))
    for number, wt in enumerate(case.wt):
        for node in np.flatnonzero(case.condition.mask.any(axis=1)):
            at = found.get((tuple(wt.tolist()), float(nodes[node])))
            if at is None:
                return None
            fractions[number, node] = at
    return fractions
