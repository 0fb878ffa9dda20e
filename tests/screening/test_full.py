"""The stored screening is what the model in the store, and the code beside it, would say today."""

from __future__ import annotations

import numpy as np
from domain_edge import away_from_the_edge

from mi_core.screening.full import DIGITS, stored_screening
from mi_core.screening.screen import screen
from mi_core.screening.triples import triples


def test_the_stored_screening_is_that_of_the_shipped_model():
    """Else: python -m mi_core.screening.full."""
    stored, candidates = stored_screening(), triples()
    assert stored is not None, "the model was trained again"
    assert stored["formula"].tolist() == candidates.formulas().tolist()
    rows = np.random.default_rng(0).choice(len(candidates), 3000, replace=False)
    fresh, kept = screen(candidates.subset(rows)), stored.iloc[rows].reset_index(drop=True)
    for column in ("known", "charge_balanced"):
        assert (fresh[column] == kept[column]).all(), column
    assert (fresh["in_domain"] == kept["in_domain"])[away_from_the_edge(candidates.subset(rows))].all()
    for column, digits in DIGITS.items():
        assert np.allclose(fresh[column], kept[column], atol=1.001 * 10.0**-digits, rtol=0, equal_nan=True), (
            column
        )
