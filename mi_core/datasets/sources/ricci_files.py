"""The full files of Ricci et al., Sci. Data 4, 170085 (2017), Dryad gn001, with all temperatures and dopings.

Each is the JSON of one compound, gzipped or not, named `…_mp-N.json.gz`. It has `pretty_formula`, `gap` by functional ("GGA"
or "GGA+U", of which the latter is preferred), and under the functional `seebeck_doping` (µV/K), `cond_doping` (1/(Ω m s)),
`kappa_doping` (W/(K m s)) and `cond_eff_mass` (mₑ). These go by carrier type, temperature and doping:
`["n"]["300"]["1e+18"]` is a `tensor` with its `eigs`, or for masses the latter alone.
"""

from __future__ import annotations

import math
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from mi_core.datasets.sources.limited_json import read_limited_json
from mi_core.datasets.sources.ricci import FEMTOSECOND
from mi_core.errors import InputError
from mi_core.structures.limits import MIB
from mi_core.words import detail, shown

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
NEEDED, OPTIONAL = ("seebeck_doping", "cond_doping"), ("kappa_doping", "cond_eff_mass")
CARRIERS = ("n", "p")
#: Unpacked; 13 temperatures and 5 dopings of both types take less than one.
MOST_BYTES = 20 * MIB
_ENTRY = re.compile(r"(?:mp|mvc)-\d+")
_CURE = "Give the files of Ricci et al. (Dryad gn001) as they are."

Where = tuple[str, str, str]


def transport_by_temperature(paths: Iterable[Path]) -> pd.DataFrame:
    """Return a row per compound, carrier type ("n" or "p"), temperature (K) and doping (cm⁻³), in the columns `COLUMNS`.

    Units are those of the table ricci_transport, for a relaxation time of 1 fs: sigma in S/m, S in µV/K, kappa (electronic
    part) in µW/(m K), PF in µW/(m K²), m in mₑ; averages of eigenvalues, NaN where a file holds none. InputError names a
    file that is not of this form.
    """
    tables = [compound_transport(path.name, path.read_bytes()) for path in paths]
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=list(COLUMNS))


def compound_transport(name: str, data: bytes) -> pd.DataFrame:
    """Return the rows of one file, as of `transport_by_temperature`, from its name and its bytes, packed or not."""
    name = PurePosixPath(name.replace("\\", "/")).name
    try:
        return pd.DataFrame(_rows(name, read_limited_json(data, MOST_BYTES)), columns=list(COLUMNS))
    except InputError as problem:
        raise InputError(f"{shown(name)} {problem} {_CURE}") from problem


def _rows(name: str, raw: Any) -> list[dict[str, Any]]:
    if not isinstance(raw, dict) or not isinstance(raw.get("gap"), dict):
        raise InputError("is another JSON than that of one compound: it has no `gap` by functional.")
    functional = next((one for one in ("GGA+U", "GGA") if one in raw["gap"]), "")
    transport = raw.get(functional)
    if not isinstance(transport, dict):
        raise InputError(f"has no transport under {functional or 'GGA'!r}.")
    if lacking := [block for block in NEEDED if not isinstance(transport.get(block), dict)]:
        raise InputError(f"lacks {' and '.join(lacking)} under {functional!r}.")
    compound = {"id": _id(name), "formula": _formula(raw), "gap_ev": _gap(raw["gap"][functional])}
    rows = [compound | row for row in _points(transport)]
    if not rows:
        raise InputError("holds no temperature and doping in seebeck_doping.")
    return rows


def _id(name: str) -> str:
    """Return the entry that a name ends in, else the end itself: copies of a file are named …_mp-1 (1).json.gz."""
    entries = _ENTRY.findall(name)
    return entries[-1] if entries else name.partition(".")[0].rpartition("_")[2] or name


def _formula(raw: dict[str, Any]) -> str:
    formula = raw.get("pretty_formula")
    if not isinstance(formula, str) or not formula.strip():
        raise InputError("has no `pretty_formula`.")
    return shown(formula, 60)


def _gap(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or value < 0:
        raise InputError(
            f"has the gap {shown(repr(value), 30)}, where a number of eV of 0 or more is expected."
        )
    return float(value)


def _points(transport: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for where in _places(transport["seebeck_doping"]):
        try:
            point = {
                "carrier": where[0],
                "temperature_k": _positive(where[1]),
                "carriers_per_cm3": _positive(where[2]),
                **_values(transport, where),
            }
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise InputError(
                f"has something else than numbers at {', '.join(map(shown, where))} ({detail(error)})."
            ) from error
        yield point


def _places(block: dict[str, Any]) -> Iterator[Where]:
    """Yield carrier type, temperature and doping of each entry of a block."""
    for carrier, temperatures in block.items():
        if carrier not in CARRIERS or not isinstance(temperatures, dict):
            raise InputError(
                f"has {shown(carrier, 30)!r} in seebeck_doping, where n and p by temperature are expected."
            )
        for temperature, dopings in temperatures.items():
            if not isinstance(dopings, dict):
                raise InputError(f"has no dopings at {shown(temperature, 30)} K in seebeck_doping.")
            yield from ((carrier, temperature, doping) for doping in dopings)


def _positive(text: str) -> float:
    number = float(text)
    if not (math.isfinite(number) and number > 0):
        raise ValueError(f"{text} is not above 0")
    return number


def _values(transport: dict[str, Any], where: Where) -> dict[str, float]:
    seebeck, sigma, kappa, mass = (_entry(transport, name, where) for name in (*NEEDED, *OPTIONAL))
    return {
        "sigma": _mean(sigma) * FEMTOSECOND,
        "S": _mean(seebeck),
        "kappa": _mean(kappa) * 1e6 * FEMTOSECOND,
        "PF": _power_factor(seebeck, sigma) * FEMTOSECOND,
        "m": _mean(mass),
    }


def _entry(transport: dict[str, Any], name: str, where: Where) -> Any:
    found = transport.get(name, {})
    for key in where:
        found = found.get(key, {})
    return found


def _mean(entry: Any) -> float:
    """Return the average eigenvalue; NaN where there is none. ValueError for other than three."""
    eigenvalues = np.asarray(entry.get("eigs", []) if isinstance(entry, dict) else entry, dtype=float)
    if not eigenvalues.size:
        return math.nan
    if eigenvalues.shape != (3,):
        raise ValueError(f"three eigenvalues are expected, the shape is {eigenvalues.shape}")
    return float(eigenvalues.mean())


def _power_factor(seebeck: Any, sigma: Any) -> float:
    """Return a third of the trace of S S σ, which is the average eigenvalue, in µW/(m K² s)."""
    if not seebeck or not sigma:
        return math.nan
    S, conductivity = (np.asarray(entry["tensor"], dtype=float) for entry in (seebeck, sigma))  # (3, 3), µV/K
    if S.shape != (3, 3) or conductivity.shape != (3, 3):
        raise ValueError(f"tensors of 3 × 3 are expected, the shapes are {S.shape} and {conductivity.shape}")
    product = S @ S @ conductivity  # µV² S/(K² m s) = 1e-6 µW/(m K² s)
    return float(np.trace(product)) / 3 * 1e-6
