"""Phases with an order-disorder model: which phase stands for which, and whether one is ordered in an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

ORDERED, DISORDERED = "ordered", "disordered"
LEAST_ORDER = 0.01  # difference of site fractions between sublattices: the B2 of iron reaches 0.03 just below its transition


def disordered_form(phase) -> str | None:
    """Return the name of the disordered phase that an ordered phase's model contains, None for all other phases.

    pycalphad writes the pair into the hints of both phases, and the last pair where several phases order upon one: only an
    ordered phase's own hints tell.
    """
    hints = phase.model_hints
    return hints.get("disordered_phase") if hints.get("ordered_phase") == phase.name else None


def standing(db, usable: Iterable[str]) -> set[str]:
    """Return those of the usable phases that stand for themselves.

    A disordered form is contained in its ordered phase as long as that is usable itself; where it is left out, for whatever
    reason, the disordered form, often the matrix of the alloy, remains a phase of its own. What never stands for itself is
    the disordered part of a phase that never disorders (NEVER_DISORDER, such as sigma).
    """
    usable = set(usable)
    contained = {disordered_form(db.phases[name]) for name in usable}
    parts = {
        disordered_form(phase) for phase in db.phases.values() if phase.model_hints.get("never_disorder")
    }
    return usable - contained - parts


def order_of(model, sites: np.ndarray) -> str:
    """Return ORDERED or DISORDERED of site fractions (dof,), "" for a phase that has no disordered form.

    One phase stands for both in the database's model: its equivalent sublattices hold the same when it is disordered
    (A. Kusoffsky, N. Dupin, B. Sundman, Calphad 25, 549, 2001).
    """
    if not disordered_form(model._dbe.phases[model.phase_name]):  # noqa: SLF001 - Model keeps it there
        return ""
    parts, start = [], 0
    for sublattice in model.constituents:
        if len(sublattice) > 1:
            parts.append(sites[start : start + len(sublattice)])
        start += len(sublattice)
    alike = [part for part in parts if len(part) == len(parts[0])]
    spread = max((np.abs(part - alike[0]).max() for part in alike), default=0.0)
    return ORDERED if spread > LEAST_ORDER else DISORDERED
