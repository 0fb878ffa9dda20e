"""Prediction frames of any size."""

from __future__ import annotations

import numpy as np
import pytest

from mi_core.prediction.frame import failed_row, make_frame
from mi_core.structures.material import Material
from mi_core.targets import TARGETS

HULL, FORMATION, GAP = "e_above_hull_ev_per_atom", "e_form_ev_per_atom", "gap_ev"


@pytest.fixture
def frame_of():
    """Return frames of n materials with three targets each; every third lies outside the domain."""

    def build(n: int, targets=(HULL, FORMATION, GAP)):
        values = np.random.default_rng(1).normal(size=(n, len(targets)))
        rows = []
        for i in range(n):
            for j, target in enumerate(targets):
                value = float(values[i, j])
                made = {
                    "value": value,
                    "lower": value - 0.1,
                    "upper": value + 0.3,
                    "in_domain": i % 3 != 2,
                    "nearest": "SrTiO3 (mp-1) -1.250; BaTiO3 (mp-2) unknown; KNbO3 (mp-3) 0.500",
                    "model": "some-model",
                }
                rows.append(failed_row(Material(f"row-{i}", formula="SrTiO3"), TARGETS[target], "") | made)
        return make_frame(rows)

    return build
