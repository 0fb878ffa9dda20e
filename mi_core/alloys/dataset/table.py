"""The table of computed alloys that ships: compositions, and mole fractions of phases at fixed temperatures."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd

from mi_core.alloys.compositions.composition import ELEMENTS
from mi_core.errors import InputError

FOLDER = Path(__file__).with_name("data")
ALLOYS, FRACTIONS, CARD = "alloys.parquet", "fractions.parquet", "card.yaml"
#: Nodes in K, denser where aluminium alloys melt.
TEMPERATURES = (*range(300, 800, 50), *range(800, 921, 20), 950, 1000)
SPLITS = ("train", "validation", "test")


@dataclass(frozen=True, slots=True, eq=False)
class AlloyData:
    """n alloys and their equilibria at t temperatures.

    Attributes
    ----------
    wt : (n, 9) float64, wt% in the order of `composition.ELEMENTS`, Al the balance
    fractions : (n, t, p) float32, mole fraction of each phase; NaN at points that did not converge
    phases : tuple of str, the p phases that occur
    temperatures : tuple of float, K
    series : (n,) str
    split : (n,) str: "train", "validation" or "test"
    """

    wt: np.ndarray
    fractions: np.ndarray
    phases: tuple[str, ...]
    temperatures: tuple[float, ...]
    series: np.ndarray
    split: np.ndarray

    def __len__(self) -> int:
        return len(self.wt)

    def subset(self, rows: np.ndarray) -> AlloyData:
        """Return the alloys at these rows (indices or a mask)."""
        parts = {name: getattr(self, name)[rows] for name in ("wt", "fractions", "series", "split")}
        return replace(self, **parts)

    def of_split(self, split: str) -> AlloyData:
        """Return the alloys of one split."""
        if split not in SPLITS:
            raise InputError(f"A split is one of {', '.join(SPLITS)}; got {split!r}.")
        return self.subset(self.split == split)


def load_alloys(folder: Path | str = FOLDER) -> AlloyData:
    """Read the table; InputError says how to make it when it is not there."""
    folder = Path(folder)
    try:
        alloys = pd.read_parquet(folder / ALLOYS)
        long = pd.read_parquet(folder / FRACTIONS)
    except (OSError, ValueError) as error:
        raise InputError(
            f"The data set of alloys in {folder.name!r} cannot be read ({str(error).splitlines()[0]}); "
            "make it with `python -m mi_core alloys dataset`."
        ) from error
    temperatures = tuple(sorted(long["temperature_k"].unique().tolist()))
    names = long["phase"].astype(str)
    phases = tuple(sorted(set(names) - {""}))
    fractions = np.zeros((len(alloys), len(temperatures), len(phases)), dtype=np.float32)
    step = np.searchsorted(temperatures, long["temperature_k"].to_numpy())
    alloy, there = long["alloy"].to_numpy(), (names != "").to_numpy()
    column = np.searchsorted(phases, names[there].to_numpy(dtype=object).astype(str))
    fractions[alloy[there], step[there], column] = long["fraction"].to_numpy()[there]
    fractions[alloy[~there], step[~there]] = np.nan
    return AlloyData(
        alloys[list(ELEMENTS)].to_numpy(dtype=float),
        fractions,
        phases,
        temperatures,
        alloys["series"].astype(str).to_numpy(),
        alloys["split"].astype(str).to_numpy(),
    )
