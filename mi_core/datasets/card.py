"""The card of a data set: what its columns mean, where it comes from, its traps, how it is cleaned."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, Field

from mi_core import cards
from mi_core.errors import InputError
from mi_core.targets import TARGETS

SplitKind = Literal["random", "grouped", "leave_elements_out", "column"]
SPLIT_KINDS = get_args(SplitKind)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what it means, its unit ("" when it has none), its type."""

    meaning: str
    unit: str
    dtype: Literal["string", "float", "boolean"]
    __pydantic_config__ = cards.EXACT


@dataclass(frozen=True, slots=True)
class Citation:
    """A publication to cite, with its DOI."""

    text: str
    doi: str
    __pydantic_config__ = cards.EXACT


@dataclass(frozen=True, slots=True)
class OriginFile:
    """A public file: its addresses in the order in which they are tried, and its SHA-256, "" where nobody has stated it."""

    urls: tuple[str, ...]
    sha256: str
    filename: str
    __pydantic_config__ = cards.EXACT


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
    __pydantic_config__ = cards.EXACT


@dataclass(frozen=True, slots=True)
class CleaningRule:
    """A named rule of `cleaning.RULES` with its parameters."""

    rule: str
    parameters: dict[str, Any] = field(default_factory=dict)


def _rule(raw: Any) -> Any:
    """Part a step as it stands on the card, its rule beside the parameters."""
    if not isinstance(raw, dict) or "rule" not in raw:
        return raw
    return {"rule": raw["rule"], "parameters": {key: value for key, value in raw.items() if key != "rule"}}


@dataclass(frozen=True, slots=True)
class Derivation:
    """A column computed when the table is read: a named rule of `derivation.RULES` with its parameters."""

    rule: str
    column: str
    parameters: dict[str, Any] = field(default_factory=dict)


def _derivation(raw: Any) -> Any:
    """Part a derivation as it stands on the card, its rule and column beside the parameters."""
    parted = _rule(raw)
    if parted is raw or "column" not in parted["parameters"]:
        return raw
    return {"column": parted["parameters"].pop("column"), **parted}


@dataclass(frozen=True, slots=True)
class SplitPlan:
    """A split of this table that the product uses: kind, seed, share held out for validation.

    `column` holds the groups of the kind of that name.
    """

    kind: SplitKind
    seed: int
    validation: Annotated[float, Field(gt=0, lt=1)]
    column: str = ""
    __pydantic_config__ = cards.EXACT


@dataclass(frozen=True, slots=True)
class DatasetCard:
    """Everything that is known of one table, as read from `cards/NAME.yaml`.

    `published_rows` counts the whole table; of a growing database, as it was when the card was written.
    `targets` maps a key of `mi_core.targets.TARGETS` to the column of this table that holds it. `derived` columns are among
    `columns` but in no file. `switches` are further cleaning steps by name, for whoever asks `load_dataset` for them.
    `beside` names columns of numbers that may be learnt from beside the material, as no target follows from them.
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
    cleaning: tuple[Annotated[CleaningRule, BeforeValidator(_rule)], ...]
    splits: tuple[SplitPlan, ...]
    derived: tuple[Annotated[Derivation, BeforeValidator(_derivation)], ...] = ()
    switches: dict[str, tuple[Annotated[CleaningRule, BeforeValidator(_rule)], ...]] = field(
        default_factory=dict
    )
    beside: tuple[str, ...] = ()
    __pydantic_config__ = cards.EXACT

    @property
    def stored(self) -> list[str]:
        """Columns of the file: all but the derived ones."""
        derived = {step.column for step in self.derived}
        return [name for name in self.columns if name not in derived]

    @property
    def of_molecules(self) -> bool:
        """Whether its rows are molecules, by their SMILES, and no crystals or compositions."""
        return "smiles" in self.columns

    @property
    def kept_together(self) -> list[str]:
        """Columns by which splits are planned: rows that agree in one are never parted."""
        return [plan.column for plan in self.splits if plan.kind == "column"]

    def __post_init__(self) -> None:
        """Check what no type says: the column of ids, and that all that names a column names one of the card."""
        if "id" not in self.columns:
            raise InputError("columns must hold 'id', which names every row.")
        for target, column in self.targets.items():
            if target not in TARGETS:
                raise InputError(f"targets.{target} is not one of {', '.join(TARGETS)}.")
            if column not in self.columns:
                raise InputError(f"targets.{target} is not one of {', '.join(self.columns)}; got {column!r}.")
        named = [("derived", step.column) for step in self.derived]
        named += [("splits", plan.column) for plan in self.splits if plan.kind == "column" or plan.column]
        _check_among(named, list(self.columns))
        numbers = [(f"targets.{key}", name) for key in self.targets for name in TARGETS[key].conditions]
        numbers += [("beside", column) for column in self.beside]
        _check_among(numbers, [name for name, column in self.columns.items() if column.dtype == "float"])


def _check_among(named: list[tuple[str, str]], columns: list[str]) -> None:
    """InputError for the first of (place, column) whose column is not among these."""
    for place, column in named:
        if column not in columns:
            raise InputError(f"{place}: column is not one of {', '.join(columns)}; got {column!r}.")
