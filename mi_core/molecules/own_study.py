"""A study of a task of one's own as it lies in a folder: what was found, the predictions, and the model that was kept."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd
from typing_extensions import TypedDict

from mi_core.cards import OPEN, checked
from mi_core.errors import InputError
from mi_core.molecules.transfer.result import MODEL, PREDICTIONS, RESULT
from mi_core.molecules.transfer.saving import load_own_model
from mi_core.words import detail

if TYPE_CHECKING:
    from pathlib import Path

    from mi_core.molecules.transfer.model import OwnModel


COLUMNS = ("id", "smiles", "label", "value", "lower", "upper", "error")  # of PREDICTIONS


class VerdictRecord(TypedDict):
    """The fields of a `transfer.verdict.Verdict` as JSON has them."""

    kind: str
    sentence: str
    measure: str
    with_transfer: float | None
    without: float | None
    p_value: float | None
    chose_transfer: int
    splits: int


class CurveRecord(TypedDict):
    """The fields of a `transfer.learning.LearningCurve` as JSON has them."""

    points: list[dict[str, Any]]
    measure: str
    factor: float | None
    exponent: float | None
    more: list[float | None] | None
    sentence: str


class LeaksRecord(TypedDict):
    """What is read of the fields of a `transfer.leaks.Leaks`, and its sentences."""

    same: dict[str, float]
    suspected: dict[str, float]
    sentences: list[str]


class StudyRecord(TypedDict):
    """What is read of RESULT, as `transfer.result.record` makes it."""

    target: str
    classes: list[str]
    rows: int
    molecules: int
    remarks: list[str]
    supports: list[dict[str, Any]]
    affinities: list[dict[str, Any]]
    methods: list[dict[str, Any]]
    verdict: VerdictRecord
    splits: list[dict[str, Any]]
    learning_curve: CurveRecord
    model: dict[str, str]
    refused: list[dict[str, str]]
    duplicates: list[str]
    leaks: LeaksRecord
    versions: dict[str, str]


for _kind in (VerdictRecord, CurveRecord, LeaksRecord, StudyRecord):
    _kind.__pydantic_config__ = OPEN  # type: ignore[attr-defined, union-attr] # where pydantic looks for it


@dataclass(frozen=True, slots=True, eq=False)
class OwnStudy:
    """A study that was written by `transfer.result.write_study`.

    folder : where it lies; found : `result.json`; rows : `predictions.csv`, a row for each of the table's.
    """

    folder: Path
    found: dict[str, Any]
    rows: pd.DataFrame

    @property
    def target(self) -> str:
        """Heading of the measured column."""
        return self.found["target"]

    @property
    def classification(self) -> bool:
        """Whether labels are classes."""
        return bool(self.found["classes"])

    @property
    def verdict(self) -> dict[str, Any]:
        """The fields of a `transfer.verdict.Verdict`."""
        return self.found["verdict"]

    @property
    def methods(self) -> pd.DataFrame:
        """As of `transfer.verdict.error_table`."""
        return pd.DataFrame(self.found["methods"])

    @property
    def affinities(self) -> pd.DataFrame:
        """As of `transfer.affinity.affinities`."""
        return pd.DataFrame(self.found["affinities"])

    @property
    def held_out(self) -> pd.DataFrame:
        """The rows that have a label and a value answered while their molecule was held out, each molecule once."""
        known = self.rows[self.rows["label"].notna() & self.rows["value"].notna()]
        return known.drop_duplicates("smiles").reset_index(drop=True)

    @property
    def curve(self) -> dict[str, Any]:
        """The fields of a `transfer.learning.LearningCurve`."""
        return self.found["learning_curve"]

    def split_errors(self) -> pd.DataFrame:
        """Return a row for each split and method: columns repeat, method, and the measure of the verdict.

        The methods "chosen" and "baseline" are the mean of methods that each split chose, and the one without transfer.
        """
        measure = self.verdict["measure"]
        rows = []
        for split in self.found["splits"]:
            errors = {name: one[measure] for name, one in split["errors"].items()}
            errors |= {which: errors[split[which]] for which in ("chosen", "baseline")}
            rows += [(split["repeat"], name, value) for name, value in errors.items()]
        return pd.DataFrame(rows, columns=["repeat", "method", measure])

    def model(self) -> OwnModel:
        """Return the model that was kept; InputError where a file changed."""
        return load_own_model(MODEL, self.folder)

    def model_files(self) -> bytes:
        """Return the files of the model as a zip."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted((self.folder / MODEL).rglob("*")):
                if path.is_file():
                    archive.write(path, path.relative_to(self.folder))
        return buffer.getvalue()


def read_study(folder: Path) -> OwnStudy:
    """Return the study of a folder; InputError where it is not there, not whole, or of another format."""
    try:
        raw = json.loads((folder / RESULT).read_text(encoding="utf-8"))
        found = checked(StudyRecord, raw, RESULT)
        rows = pd.read_csv(folder / PREDICTIONS, dtype={"id": str, "smiles": str, "error": str})
        if missing := [name for name in COLUMNS if name not in rows]:
            raise InputError(f"{PREDICTIONS}: missing columns: {', '.join(missing)}.")
    except (OSError, ValueError) as error:
        words = str(error).rstrip(".") if isinstance(error, InputError) else detail(error)
        raise InputError(
            f"{folder.name} has no study of a task of one's own that can be read ({words}); run it again."
        ) from error
    return OwnStudy(folder, dict(found), rows.assign(error=rows["error"].fillna("")))
