"""Questions to tens of millions of screened double perovskites, answered from their Parquet files by DuckDB.

Values travel as parameters and column names come from fixed lists: no text of a user becomes part of a statement.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mi_core.errors import InputError
from mi_core.screening.double_perovskites.candidates import double_elements
from mi_core.screening.double_perovskites.stream import SITES

if TYPE_CHECKING:
    import pandas as pd

FORMULA = "a || '2' || b || b2 || x || '6'"
DOUBLES_COLUMNS = ("a", "b", "b2", "x", "value", "lower", "upper", "in_domain", "charge_balanced")
LARGEST_ANSWER = 100_000
MEMORY = "512MB"


@dataclass(frozen=True, slots=True)
class Conditions:
    """What candidates must fulfil; each condition is off by default.

    Attributes
    ----------
    max_energy : float or None
        Largest predicted decomposition energy, eV/atom.
    in_domain, charge_balanced : bool
        Keep only these.
    exclude : tuple of str
        Elements that may stand on no site.
    """

    max_energy: float | None = None
    in_domain: bool = False
    charge_balanced: bool = False
    exclude: tuple[str, ...] = ()


def best(folder: Path, conditions: Conditions | None = None, *, top: int = 100) -> pd.DataFrame:
    """Return the `top` candidates of lowest predicted energy: formula, then DOUBLES_COLUMNS; ties in alphabetical order."""
    if not 1 <= top <= LARGEST_ANSWER:
        raise InputError(f"Between 1 and {LARGEST_ANSWER:,} candidates can be listed; got {top}.")
    where, values = _where(conditions)
    columns = ", ".join(DOUBLES_COLUMNS)
    statement = f"""
        SELECT {FORMULA} AS formula, {columns} FROM read_parquet(?) {where}
        ORDER BY value, formula LIMIT ?
    """  # noqa: S608 - only names from this file
    return _ask(statement, [_files(folder), *values, top])


def count(folder: Path, conditions: Conditions | None = None) -> int:
    """Return how many candidates fulfil the conditions."""
    where, values = _where(conditions)
    statement = f"SELECT count(*) AS n FROM read_parquet(?) {where}"  # noqa: S608
    return int(_ask(statement, [_files(folder), *values])["n"][0])


def count_by_element(folder: Path, site: str, conditions: Conditions | None = None) -> pd.Series:
    """Return how many candidates that fulfil the conditions have each element on a site, as a series by symbol.

    Site "a", "x", or "b", which counts a candidate for B and for B'. Elements without candidates are left out.
    """
    if site not in ("a", "b", "x"):
        raise InputError(f"Sites of a double perovskite are 'a', 'b' and 'x'; got {site!r}.")
    where, values = _where(conditions)
    files = _files(folder)
    parts = ["b", "b2"] if site == "b" else [site]
    union = " UNION ALL ".join(
        f"SELECT {part} AS element FROM read_parquet(?) {where}"  # noqa: S608
        for part in parts
    )
    statement = f"SELECT element, count(*) AS n FROM ({union}) GROUP BY element"  # noqa: S608
    found = _ask(statement, [files, *values] * len(parts)).set_index("element")["n"]
    return found.reindex([symbol for symbol in double_elements() if symbol in found.index])


def _where(conditions: Conditions | None) -> tuple[str, list[Any]]:
    """Return the WHERE clause with ? for values, and the values."""
    wanted = conditions or Conditions()
    clauses: list[str] = []
    values: list[Any] = []
    if wanted.max_energy is not None:
        clauses.append("value <= CAST(? AS FLOAT)")  # as stored: 0.1 must not part from 0.1
        values.append(float(wanted.max_energy))
    clauses += [name for name in ("in_domain", "charge_balanced") if getattr(wanted, name)]
    if wanted.exclude:
        clauses += [f"NOT list_contains(?, {site})" for site in SITES]
        values += [_known(wanted.exclude)] * len(SITES)
    return ("WHERE " + " AND ".join(clauses) if clauses else ""), values


def _known(symbols) -> list[str]:
    unknown = sorted(set(symbols) - set(double_elements()))
    if unknown:
        raise InputError(
            f"{', '.join(map(str, unknown))} is on no site of a double perovskite; give symbols such as Sr."
        )
    return list(symbols)


def _files(folder: Path) -> list[str]:
    files = sorted(str(path) for path in Path(folder).glob("*.parquet"))
    if not files:
        raise InputError(
            f"{str(folder)!r} holds no screened candidates; run the screening of double perovskites first."
        )
    return files


def _ask(statement: str, values: list[Any]) -> pd.DataFrame:
    import duckdb

    with duckdb.connect(config={"memory_limit": MEMORY}) as connection:
        return connection.execute(statement, values).df()
