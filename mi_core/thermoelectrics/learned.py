"""The model of measured thermoelectrics that ships: its name, what it learned, and between which temperatures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mi_core.errors import InputError
from mi_core.thermoelectrics.display import LOG10_KAPPA, LOG10_SIGMA, POWER_FACTOR
from mi_core.thermoelectrics.transport.analysis import SEEBECK, TEMPERATURE

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

MODEL = "estm-thermoelectrics"
TARGETS = (SEEBECK, LOG10_SIGMA, LOG10_KAPPA, POWER_FACTOR, "zt")


def model_folder() -> Path:
    """Return the folder of the trained model; InputError says how to train it where it is not there."""
    from mi_core.pretrained.store import find_model_folder

    try:
        return find_model_folder(MODEL)
    except InputError:
        raise InputError(
            f"The model of measured thermoelectrics, {MODEL}, is not in the store; train it with "
            f"`python -m mi_core train {MODEL}`."
        ) from None


def is_trained() -> bool:
    """Whether the model is in the store."""
    try:
        model_folder()
    except InputError:
        return False
    return True


def learned_rows() -> pd.DataFrame:
    """Return the measured rows that the model keeps: `id`, `formula`, `temperature_k`, `doi`, and TARGETS.

    InputError where the model is not there.
    """
    import pandas as pd

    from mi_core.pretrained.store import TRAINING

    return pd.read_parquet(model_folder() / TRAINING)


def learned_temperatures() -> tuple[float, float]:
    """Return the temperatures (K) between which the model learned, its first and last hundredth left out.

    InputError where the model is not there.
    """
    from mi_core.pretrained.card import read_model_card

    lowest, highest = read_model_card(model_folder()).domain["ranges"][TEMPERATURE]
    return float(lowest), float(highest)
