"""The result files of a job, to take away."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import streamlit as st
from humanize import naturalsize

from mi_core.files import file_name
from mi_core.jobs.ledger import Ledger

if TYPE_CHECKING:
    from pathlib import Path

    from mi_core.jobs.job import Job

LARGEST = 2**30  # bytes that go through the browser at once
LISTED = 12
_PACKED = {".parquet", ".zip", ".png"}  # compressed already


def job_files(job: Job) -> None:
    """Offer each result file, and all of them as a zip."""
    files = Ledger(job.folder).result_files()
    if not files:
        return
    with st.popover("Download", icon=":material/download:"):
        if sum(path.stat().st_size for path in files) > LARGEST:
            st.markdown(
                "More than 1 GB: take the files from this folder of the machine that runs the workbench."
            )
            st.code(str(job.folder), language=None, wrap_lines=True)
            return
        if len(files) > 1:
            _button(job, "All as zip", lambda: packed(job.folder, files), f"{file_name(job.title)}.zip")
        for path in files[:LISTED]:
            name = str(path.relative_to(job.folder))
            _button(job, f"{name} · {naturalsize(path.stat().st_size)}", path.read_bytes, path.name)


def packed(folder: Path, files: list[Path]) -> bytes:
    """Return files as a zip, by their names within the folder."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in files:
            kind = zipfile.ZIP_STORED if path.suffix in _PACKED else None
            archive.write(path, path.relative_to(folder), compress_type=kind)
    return buffer.getvalue()


def _button(job: Job, label: str, data, name: str) -> None:
    st.download_button(
        label, data=data, file_name=name, key=f"file_{job.id}_{label}", on_click="ignore", width="stretch"
    )
