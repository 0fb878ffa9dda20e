"""What the transport model says of all candidates: `TrainedModel.predict`, whose neighbours a ranking has no use for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.errors import InputError
from mi_core.thermoelectrics.ranking.candidates import GAP

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    import pandas as pd

    from mi_core.pretrained.card import ModelCard
    from mi_core.pretrained.model import TrainedModel

MODEL = "ricci-transport-blend"
CARRIERS = {"n": "n-type", "p": "p-type"}
ROWS_AT_ONCE = 8192  # bounds the memory; also how often progress is reported


def target_keys(carriers: str) -> tuple[str, str, str]:
    """Return the model's keys of log10 PF (µW/(m K²)), S (µV/K) and log10 σ (S/m), for "n" or "p" and τ = 1 fs."""
    return f"log10_pf_{carriers}", f"seebeck_{carriers}_uv_per_k", f"log10_sigma_{carriers}"


def half_width_key(carriers: str) -> str:
    """Return the column of half the 90 % interval of log10 PF."""
    return f"log10_pf_{carriers}_half_width"


def domain_key(carriers: str) -> str:
    """Return the column that says whether PF is asked within the training domain."""
    return f"in_domain_{carriers}"


def model_card() -> ModelCard | None:
    """Return the card of the model that ranks; None where it is not in the store."""
    from mi_core.pretrained.store import list_models

    return next((card for card in list_models() if card.name == MODEL), None)


def find_model() -> TrainedModel:
    """Return the model that ranks; InputError where it is not there or lacks a target."""
    from mi_core.pretrained.store import load_model

    model = load_model(MODEL)
    lacking = [key for carriers in CARRIERS for key in target_keys(carriers) if key not in model.card.targets]
    if lacking:
        raise InputError(
            f"Model {MODEL!r} cannot rank: it does not predict {', '.join(lacking)}; train it again with "
            f"`python -m mi_core train {MODEL}`."
        )
    return model


def predicted(
    candidates: pd.DataFrame, model: TrainedModel, progress: Callable[[int, int], None] | None = None
) -> pd.DataFrame:
    """Return the candidates with `target_keys`, `half_width_key` and `domain_key` of both carrier types, τ = 1 fs.

    The gap goes in where it is known. Rows of one composition and gap are asked once. `progress(done, total)` counts these.
    """
    import pandas as pd

    asked = candidates[["formula", GAP]].drop_duplicates(ignore_index=True)
    parts = []
    for start in range(0, len(asked), ROWS_AT_ONCE):
        parts.append(_answers(asked.iloc[start : start + ROWS_AT_ONCE], model))
        if progress is not None:
            progress(min(start + ROWS_AT_ONCE, len(asked)), len(asked))
    if not parts:
        parts = [_no_answers()]
    answers = pd.concat([asked, pd.concat(parts, ignore_index=True)], axis=1)
    return candidates.merge(answers, on=["formula", GAP], how="left", validate="many_to_one")


def _answers(asked: pd.DataFrame, model: TrainedModel) -> pd.DataFrame:
    """Return what the model says of a chunk of compositions."""
    import pandas as pd

    from mi_core.structures.material import Material

    gaps = asked[GAP].tolist()
    said = model.predict(
        [
            Material(id=formula, formula=formula, numbers={GAP: gap})
            for formula, gap in zip(asked["formula"], gaps, strict=True)
        ],
        with_nearest=False,
    )
    columns: dict[str, np.ndarray] = {}
    for carriers in CARRIERS:
        columns |= {key: said.value[key] for key in target_keys(carriers)}
        power = target_keys(carriers)[0]
        columns[half_width_key(carriers)] = said.upper[power] - said.value[power]
        columns[domain_key(carriers)] = said.in_domain[power]
    return pd.DataFrame(columns)


def _no_answers() -> pd.DataFrame:
    import pandas as pd

    numbers = {key: float for c in CARRIERS for key in (*target_keys(c), half_width_key(c))}
    flags = {domain_key(carriers): bool for carriers in CARRIERS}
    return pd.DataFrame({key: pd.Series(dtype=kind) for key, kind in {**numbers, **flags}.items()})
