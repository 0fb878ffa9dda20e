"""The full files of Ricci et al., Sci. Data 4, 170085 (2017), Dryad gn001, with all temperatures and dopings.

Each is the gzipped JSON of one compound, named `…_mp-N.json.gz`. It has `pretty_formula`, `gap` by functional ("GGA" or
"GGA+U", of which the latter is preferred), and under the functional `seebeck_doping` (µV/K), `cond_doping` (1/(Ω m s)),
`kappa_doping` (W/(K m s)) and `cond_eff_mass` (mₑ). These go by carrier type, temperature and doping:
`["n"]["300"]["1e+18"]` is a `tensor` with its `eigs`, or for masses the latter alone.
"""

from __future__ import annotations

import gzip
import json
import zlib
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from mi_core.datasets.sources.ricci import FEMTOSECOND
from mi_core.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

COLUMNS = (
    "id",
    "formula",
    "gap_ev",
    "carrier",
    "temperature_k",
    "carriers_per_cm3",
    "sigma",
    "S",
    "kappa",
    "PF",
    "m",
)


def transport_by_temperature(paths: Iterable[Path]) -> pd.DataFrame:
    """Return a row per compound, carrier type ("n" or "p"), temperature (K) and doping (cm⁻³), in the columns `COLUMNS`.

    Units are those of the table ricci_transport, for a relaxation time of 1 fs: sigma in S/m, S in µV/K, kappa (electronic
    part) in µW/(m K), PF in µW/(m K²), m in mₑ; averages of eigenvalues, NaN where a file holds none. InputError names a
    file that is not of this form.
    """
    return pd.DataFrame([row for path in paths for row in _rows(path)], columns=list(COLUMNS))


def _rows(path: Path) -> list[dict[str, Any]]:
    try:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            raw = json.load(file)
        functional = "GGA+U" if "GGA+U" in raw["gap"] else "GGA"
        compound = {
            "id": path.name.partition(".")[0].rpartition("_")[2],
            "formula": raw["pretty_formula"],
            "gap_ev": float(raw["gap"][functional]),
        }
        return [compound | row for row in _points(raw[functional])]
    except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(
            f"{path.name} is not a gzipped JSON of one compound as in Dryad gn001: {type(error).__name__} {error}. "
            "Unpack the archive of Ricci et al. and give its files as they are."
        ) from error


def _points(transport: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for carrier, temperatures in transport["seebeck_doping"].items():
        for temperature, dopings in temperatures.items():
            for doping in dopings:
                where = (carrier, temperature, doping)
                yield {
                    "carrier": carrier,
                    "temperature_k": float(temperature),
                    "carriers_per_cm3": float(doping),
                    **_values(transport, where),
                }


def _values(transport: dict[str, Any], where: tuple[str, str, str]) -> dict[str, float]:
    seebeck, sigma, kappa, mass = (
        _entry(transport, name, where)
        for name in ("seebeck_doping", "cond_doping", "kappa_doping", "cond_eff_mass")
    )
    return {
        "sigma": _mean(sigma) * FEMTOSECOND,
        "S": _mean(seebeck),
        "kappa": _mean(kappa) * 1e6 * FEMTOSECOND,
        "PF": _power_factor(seebeck, sigma) * FEMTOSECOND,
        "m": _mean(mass),
    }


def _entry(transport: dict[str, Any], name: str, where: tuple[str, str, str]) -> Any:
    found = transport.get(name, {})
    for key in where:
        found = found.get(key, {})
    return found


def _mean(entry: Any) -> float:
    """Return the average eigenvalue; NaN where there is none."""
    eigenvalues = entry.get("eigs", []) if isinstance(entry, dict) else entry
    return float(np.mean(eigenvalues)) if len(eigenvalues) else float("nan")


def _power_factor(seebeck: Any, sigma: Any) -> float:
    """Return a third of the trace of S S σ, which is the average eigenvalue, in µW/(m K² s)."""
    if not seebeck or not sigma:
        return float("nan")
    S = np.asarray(seebeck["tensor"], dtype=float)  # (3, 3), µV/K
    product = S @ S @ np.asarray(sigma["tensor"], dtype=float)  # µV² S/(K² m s) = 1e-6 µW/(m K² s)
    return float(np.trace(product)) / 3 * 1e-6
