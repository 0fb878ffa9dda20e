"""Predict, check and describe every candidate: triples in, one frame out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from mi_core.screening.chemistry.charges import charge_balanced
from mi_core.screening.chemistry.lattice import lattice_constants
from mi_core.screening.chemistry.tolerance import tolerance_factors
from mi_core.screening.known import HELP as KNOWN_HELP
from mi_core.screening.known import known_triples
from mi_core.screening.predictor import Outcome, find_predictor

if TYPE_CHECKING:
    from collections.abc import Callable

    from mi_core.pretrained.model import TrainedModel
    from mi_core.screening.triples import Triples

ROWS_AT_ONCE = 32_768  # bounds the memory; also how often progress is reported and a job can be cancelled

SCREENING_COLUMNS = {
    "formula": "Formula, written A, B, X",
    "a": "Element on A (cuboctahedron)",
    "b": "Element on B (octahedron)",
    "x": "Element on X",
    "value": "Predicted decomposition energy (against competing phases, negative if stable), eV/atom",
    "lower": "Lower end of the 90 % interval, eV/atom",
    "upper": "Upper end of the 90 % interval, eV/atom",
    "in_domain": "Whether the candidate resembles the training set, and X was an X there",
    "tolerance_factor": "Goldschmidt's tolerance factor; empty where Shannon lists no radius",
    "charge_balanced": "Whether known oxidation states sum to zero",
    "known": KNOWN_HELP,
}
#: Columns that the frame has beyond those of the file.
MORE_COLUMNS = {
    "bartel_tau": "Bartel's tolerance factor (below 4.18: perovskite); empty where Shannon lists no radius",
    "lattice_a": "Estimated lattice constant of the cubic cell, Å",
}


def screen(
    triples: Triples,
    *,
    model: str | TrainedModel | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> pd.DataFrame:
    """Return the frame of all candidates, in their order: SCREENING_COLUMNS, then MORE_COLUMNS; a, b, x are categorical.

    `model` names a model of site elements that predicts the decomposition energy (or is one); None takes the first of
    DEFAULT_MODELS that is there. `progress(done, total)` counts candidates. InputError for a model that cannot do it.
    """
    predictor, parts = find_predictor(model), []
    for rows in triples.chunks(ROWS_AT_ONCE):
        parts.append(predictor.predict(triples.subset(rows)))
        if progress is not None:
            progress(rows.stop, len(triples))
    return _frame(triples, parts)


def _frame(triples: Triples, parts: list[Outcome]) -> pd.DataFrame:
    tolerance = tolerance_factors(triples)
    outcome = {
        name: np.concatenate([getattr(part, name) for part in parts]) if parts else np.empty(0)
        for name in Outcome.__slots__
    }
    sites = {
        site: pd.Categorical.from_codes(getattr(triples, site), categories=list(triples.symbols))
        for site in ("a", "b", "x")
    }
    columns = {
        "formula": pd.array(triples.formulas(), dtype="str"),
        **sites,
        **outcome,
        "tolerance_factor": tolerance.goldschmidt,
        "charge_balanced": charge_balanced(triples),
        "known": known_triples(triples),
        "bartel_tau": tolerance.bartel,
        "lattice_a": lattice_constants(triples),
    }
    return pd.DataFrame(columns)[[*SCREENING_COLUMNS, *MORE_COLUMNS]]
