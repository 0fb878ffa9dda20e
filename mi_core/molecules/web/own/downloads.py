"""A study as files: a report, predictions, numbers, the model."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import streamlit as st

from mi_core.files import file_name
from mi_core.molecules.transfer.result import RESULT
from mi_core.molecules.web.own.predicted import candidates_of, predicted_before
from mi_core.web.components.downloads import csv_bytes, file_button
from mi_core.web.inputs.kept_files import file_of

if TYPE_CHECKING:
    from pathlib import Path

    from mi_core.jobs.job import Job
    from mi_core.molecules.own_study import OwnStudy


def downloads(found: OwnStudy, job: Job) -> None:
    """Offer the report, the predictions of the table's rows, the numbers, and the model."""
    # Files are made outside of the session, which alone knows its candidates.
    name, path = file_name(found.target), file_of(candidates_of())
    with st.container(horizontal=True, gap="small"):
        file_button(
            "Report", f"{name}-report", "html", "text/html", lambda: _report(found, job, path),
            key="own_report", help="All of it in one file that opens offline, with the candidates that were predicted.",
        )  # fmt: skip
        file_button(
            "Predictions", f"{name}-predictions", "csv", "text/csv", lambda: csv_bytes(found.rows),
            key="own_predictions", help="A row for each of your table's, answered while its molecule was held out.",
        )  # fmt: skip
        file_button(
            "result.json", f"{name}-result", "json", "application/json", (found.folder / RESULT).read_bytes,
            key="own_result", help="All numbers, as the command writes them.",
        )  # fmt: skip
        file_button(
            "Model", f"{name}-model", "zip", "application/zip", found.model_files,
            key="own_model", help="Weights, calibration and card; nothing in it is executed when it is read.",
        )  # fmt: skip


def _report(found: OwnStudy, job: Job, path: Path | None) -> str:
    from mi_core.molecules.figures.own_task import own_figures
    from mi_core.molecules.report.own_task import own_task_report

    today = datetime.now(UTC).astimezone().date()
    return own_task_report(found, own_figures(found), made_on=today, candidates=predicted_before(job, path))
