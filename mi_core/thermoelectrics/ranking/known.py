"""What is known of the candidates: whether Ricci et al. computed their transport, and whether anybody measured them (ESTM).

Both from the rows that are in hand: those that the trained models keep, and the tables where they are at hand. What is not
among these may still be known elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.thermoelectrics.ranking.predicted import CARRIERS, MODEL, target_keys

if TYPE_CHECKING:
    from collections.abc import Iterator

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


def computed_key(carriers: str) -> str:
    """Return the column of log10 PF as Ricci et al. computed it, µW/(m K²) for τ = 1 fs; NaN where they did not."""
    return f"{target_keys(carriers)[0]}_computed"


def computed_by_ricci(ids: pd.Series) -> pd.DataFrame:
    """Return `computed_key` of both carrier types for entries of the Materials Project, and COMPUTED, whether there is one.

    Of the rows in hand: those that the model learned, and the table where it is at hand.
    """
    import numpy as np
    import pandas as pd

    powers = [target_keys(carriers)[0] for carriers in CARRIERS]
    parts = [learned_columns(MODEL, ["id", *powers]), _table(COMPUTED_TABLE)]
    rows = [part[["id", *powers]].astype(dict.fromkeys(powers, float)) for part in parts if part is not None]
    empty = pd.DataFrame({"id": pd.Series(dtype=object), **dict.fromkeys(powers, pd.Series(dtype=float))})
    known = pd.concat(rows or [empty]).drop_duplicates("id", keep="last").set_index("id")
    found = known.reindex(ids).set_axis(ids.index)
    found.columns = [computed_key(carriers) for carriers in CARRIERS]
    return found.assign(**{COMPUTED: np.isfinite(found.to_numpy(dtype=float)).any(axis=1)})


def measured_classes(formulas: pd.Series) -> pd.Categorical:
    """Return for each formula ITSELF, ITS_HOST or NEVER; missing throughout where no measured composition is at hand.

    A host are the elements of which each is at least 5 % of the atoms (`mi_core.datasets.hosts`).
    """
    import pandas as pd

    from mi_core.evaluation.distance import SAME_COMPOSITION, SAME_HOST, SAME_SERIES, KnownCompositions

    words = [ITSELF, ITS_HOST, NEVER]
    measured = list(_measured_formulas())
    if not measured:
        return pd.Categorical([None] * len(formulas), categories=words)
    known = KnownCompositions(measured)
    named = {SAME_COMPOSITION: ITSELF, SAME_SERIES: ITS_HOST, SAME_HOST: ITS_HOST}
    classes = {formula: named.get(known.distance_class(formula), NEVER) for formula in formulas.unique()}
    return pd.Categorical(formulas.map(classes), categories=words)


def _measured_formulas() -> Iterator[str]:
    for rows in (learned_columns(MEASURED_MODEL, ["formula"]), _table(MEASURED_TABLE)):
        if rows is not None:
            yield from rows["formula"].unique()


def learned_columns(model: str, columns: list[str]) -> pd.DataFrame | None:
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
