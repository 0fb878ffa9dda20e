"""A study of a task of one's own as it lies in a folder: what was found, the predictions, and the model that was kept."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from mi_core.errors import InputError
from mi_core.molecules.transfer.result import MODEL, PREDICTIONS, RESULT
from mi_core.molecules.transfer.saving import load_own_model

if TYPE_CHECKING:
    from pathlib import Path

    from mi_core.molecules.transfer.model import OwnModel


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

        The methods "chosen" and "baseline" are those that each split chose, with transfer allowed and without.
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
    """Return the study of a folder; InputError where it is not there, or not whole."""
    try:
        found = json.loads((folder / RESULT).read_text(encoding="utf-8"))
        rows = pd.read_csv(folder / PREDICTIONS, dtype={"id": str, "smiles": str, "error": str})
    except (OSError, ValueError) as error:
        raise InputError(
            f"{folder.name} has no study of a task of one's own that can be read; run it again."
        ) from error
    return OwnStudy(folder, found, rows.assign(error=rows["error"].fillna("")))
