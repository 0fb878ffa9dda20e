"""Whether a phase with an order-disorder model, such as BCC_B2, is ordered or has become its disordered form."""

from __future__ import annotations

import numpy as np

ORDERED, DISORDERED = "ordered", "disordered"
LEAST_ORDER = 0.01  # difference of site fractions between sublattices: the B2 of iron reaches 0.03 just below its transition


def order_of(model, sites: np.ndarray) -> str:
    """Return ORDERED or DISORDERED of site fractions (dof,), "" for a phase that has no disordered form.

    One phase stands for both in the database's model: its equivalent sublattices hold the same when it is disordered
    (A. Kusoffsky, N. Dupin, B. Sundman, Calphad 25, 549, 2001).
    """
    if not model._dbe.phases[model.phase_name].model_hints.get("disordered_phase"):  # noqa: SLF001 - Model keeps it there
        return ""
    parts, start = [], 0
    for sublattice in model.constituents:
        if len(sublattice) > 1:
            parts.append(sites[start : start + len(sublattice)])
        start += len(sublattice)
    alike = [part for part in parts if len(part) == len(parts[0])]
    spread = max((np.abs(part - alike[0]).max() for part in alike), default=0.0)
    return ORDERED if spread > LEAST_ORDER else DISORDERED
