"""The card of a data set: what its columns mean, where it comes from, its traps, how it is cleaned."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

import yaml

from mi_core.errors import InputError
from mi_core.targets import TARGETS

if TYPE_CHECKING:
    from pathlib import Path

DTYPES = ("string", "float", "boolean")
SPLIT_KINDS = ("random", "grouped", "leave_elements_out")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what it means, its unit ("" when it has none), one of the `DTYPES`."""

    meaning: str
    unit: str
    dtype: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A publication to cite, with its DOI."""

    text: str
    doi: str


@dataclass(frozen=True, slots=True)
class OriginFile:
    """A public file: its addresses in the order in which they are tried, and its SHA-256."""

    urls: tuple[str, ...]
    sha256: str
    filename: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the table comes from: the converter that makes it, and the files or the service it reads.

    `reached` says whether the source itself was ever fetched by the authors; where it is false the converter
    was tested against a local server only. A derived table names the registered `tables` that it is computed from.
    """

    converter: str
    format: str
    how: str
    reached: bool
    files: tuple[OriginFile, ...] = ()
    endpoint: str = ""
    tables: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CleaningRule:
    """A named rule of `cleaning.RULES` with its parameters."""

    rule: str
    parameters: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SplitPlan:
    """A split of this table that the product uses: kind, seed, share held out for validation."""

    kind: str
    seed: int
    validation: float


@dataclass(frozen=True, slots=True)
class DatasetCard:
    """Everything that is known of one table, as read from `cards/NAME.yaml`.

    `published_rows` counts the whole table; of a growing database, as it was when the card was written.
    `targets` maps a key of `mi_core.targets.TARGETS` to the column of this table that holds it.
    """

    name: str
    title: str
    description: str
    published_rows: int
    licence: str
    citation: tuple[Citation, ...]
    origin: Origin
    columns: dict[str, Column]
    targets: dict[str, str]
    traps: tuple[str, ...]
    cleaning: tuple[CleaningRule, ...]
    splits: tuple[SplitPlan, ...]


def read_card(path: Path) -> DatasetCard:
    """Read and check one YAML card; InputError names the file, the key and what is allowed there."""
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise InputError(f"Data-set card {path.name} cannot be read as YAML: {error}") from error
    return make_card(raw, where=path.name)


def make_card(raw: Any, *, where: str = "card") -> DatasetCard:
    """Return the checked card of a plain mapping; `where` names it in an InputError."""
    raw = _checked_keys(DatasetCard, raw, where)
    card = DatasetCard(
        **{
            **raw,
            "citation": _records(Citation, raw["citation"], f"{where}, citation"),
            "origin": _origin(raw["origin"], f"{where}, origin"),
            "columns": {
                key: _record(Column, value, f"{where}, column {key!r}")
                for key, value in _mapping(raw["columns"], f"{where}, columns").items()
            },
            "targets": _mapping(raw["targets"], f"{where}, targets"),
            "traps": tuple(_sequence(raw["traps"], f"{where}, traps")),
            "cleaning": tuple(
                _rule(step, f"{where}, cleaning") for step in _sequence(raw["cleaning"], f"{where}, cleaning")
            ),
            "splits": _records(SplitPlan, raw["splits"], f"{where}, splits"),
        }
    )
    _check_meaning(card, where)
    return card


def _check_meaning(card: DatasetCard, where: str) -> None:
    for key, column in card.columns.items():
        _check_one_of(column.dtype, DTYPES, f"{where}, dtype of column {key!r}")
    for target, column in card.targets.items():
        _check_one_of(target, TARGETS, f"{where}, targets")
        _check_one_of(column, card.columns, f"{where}, column of target {target!r}")
    for plan in card.splits:
        _check_one_of(plan.kind, SPLIT_KINDS, f"{where}, split kind")
        if not 0 < plan.validation < 1:
            raise InputError(f"{where}, splits: validation must lie between 0 and 1; got {plan.validation}.")
    if "id" not in card.columns:
        raise InputError(f"{where}, columns: a column 'id' that names every row is required.")


def _origin(raw: Any, where: str) -> Origin:
    raw = _checked_keys(Origin, raw, where)
    files = tuple(
        OriginFile(**{**item, "urls": tuple(item["urls"])})
        for item in (
            _checked_keys(OriginFile, file, f"{where}, files")
            for file in _sequence(raw.get("files", []), f"{where}, files")
        )
    )
    tables = tuple(_sequence(raw.get("tables", []), f"{where}, tables"))
    return Origin(**{**raw, "files": files, "tables": tables})


def _rule(raw: Any, where: str) -> CleaningRule:
    parameters = dict(_mapping(raw, where))
    if "rule" not in parameters:
        raise InputError(f"{where}: every step needs the key 'rule'; got {sorted(parameters)}.")
    return CleaningRule(parameters.pop("rule"), parameters)


def _records(kind: type, raw: Any, where: str) -> tuple:
    return tuple(_record(kind, item, where) for item in _sequence(raw, where))


def _record(kind: type, raw: Any, where: str) -> Any:
    return kind(**_checked_keys(kind, raw, where))


def _checked_keys(kind: type, raw: Any, where: str) -> dict[str, Any]:
    raw = _mapping(raw, where)
    allowed = {item.name: str(item.type) for item in fields(kind)}
    optional = {"files", "endpoint", "tables"}
    unknown, missing = sorted(set(raw) - set(allowed)), sorted(set(allowed) - set(raw) - optional)
    if unknown or missing:
        raise InputError(
            f"{where}: unknown keys {unknown}, missing keys {missing}; the keys are {', '.join(allowed)}."
        )
    plain = {"str": str, "int": int, "float": (int, float), "bool": bool}
    for key, value in raw.items():
        if allowed[key] in plain and not isinstance(value, plain[allowed[key]]):
            raise InputError(f"{where}: {key!r} must be of type {allowed[key]}; got {value!r}.")
    return raw


def _mapping(raw: Any, where: str) -> dict[str, Any]:
    if not isinstance(raw, dict):
        raise InputError(f"{where}: a mapping is needed here; got {raw!r:.80}.")
    return raw


def _sequence(raw: Any, where: str) -> list:
    if not isinstance(raw, list):
        raise InputError(f"{where}: a list is needed here; got {raw!r:.80}.")
    return raw


def _check_one_of(value: Any, allowed: Any, where: str) -> None:
    if value not in allowed:
        raise InputError(f"{where}: {value!r} is not one of {', '.join(allowed)}.")
