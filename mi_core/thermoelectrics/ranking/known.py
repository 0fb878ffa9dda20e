"""What is known of the candidates: whether Ricci et al. computed their transport, and whether anybody measured them (ESTM).

Both from the rows that are in hand: those that the trained models keep, and the tables where they are at hand. What is not
among these may still be known elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.thermoelectrics.ranking.predicted import MODEL

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    import pandas as pd

COMPUTED, MEASURED = "computed_by_ricci", "measured"
MEASURED_MODEL, MEASURED_TABLE, COMPUTED_TABLE = (
    "estm-thermoelectrics",
    "estm_thermoelectrics",
    "ricci_transport",
)
#: Words of the column MEASURED, from near to far.
ITSELF, ITS_HOST, NEVER = "composition measured", "host measured", "never measured"
NOTHING_AT_HAND = (
    f"Whether a compound was measured is not said: neither the model {MEASURED_MODEL!r} nor the table {MEASURED_TABLE!r} is "
    "at hand."
)


def computed_by_ricci(ids: pd.Series) -> np.ndarray:
    """Return (n,) bool, whether these entries of the Materials Project are among the rows of Ricci et al. in hand."""
    known: set[str] = set()
    for rows in (_learned(MODEL, ["id"]), _table(COMPUTED_TABLE)):
        known.update(() if rows is None else rows["id"])
    return ids.isin(known).to_numpy()


def measured_classes(formulas: pd.Series) -> pd.Categorical:
    """Return for each formula ITSELF, ITS_HOST or NEVER; missing throughout where no measured composition is at hand.

    A host are the elements of which each is at least 5 % of the atoms (`mi_core.datasets.hosts`).
    """
    import pandas as pd

    from mi_core.evaluation.distance import SAME_COMPOSITION, SAME_HOST, KnownCompositions

    words = [ITSELF, ITS_HOST, NEVER]
    measured = list(_measured_formulas())
    if not measured:
        return pd.Categorical([None] * len(formulas), categories=words)
    known, named = KnownCompositions(measured), {SAME_COMPOSITION: ITSELF, SAME_HOST: ITS_HOST}
    classes = {formula: named.get(known.distance_class(formula), NEVER) for formula in formulas.unique()}
    return pd.Categorical(formulas.map(classes), categories=words)


def _measured_formulas() -> Iterator[str]:
    for rows in (_learned(MEASURED_MODEL, ["formula"]), _table(MEASURED_TABLE)):
        if rows is not None:
            yield from rows["formula"].unique()


def _learned(model: str, columns: list[str]) -> pd.DataFrame | None:
    """Return columns of the rows that a model learned; None where it is not in the store."""
    import pandas as pd

    from mi_core.pretrained.store import TRAINING, find_model_folder, list_models

    if model not in {card.name for card in list_models()}:
        return None
    path = find_model_folder(model) / TRAINING
    return pd.read_parquet(path, columns=columns) if path.is_file() else None


def _table(name: str) -> pd.DataFrame | None:
    """Return a table where it is at hand; nothing is fetched for it."""
    from mi_core.datasets.loading import find_table, load_dataset
    from mi_core.datasets.registry import find_dataset

    return load_dataset(name).frame if find_table(find_dataset(name)) else None
