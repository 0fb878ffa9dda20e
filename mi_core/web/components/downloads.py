"""Download buttons; a file is made when its button is pressed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from mi_core.files import file_name
from mi_core.structures.writing import WRITERS, write_structure

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd
    from pymatgen.core import Structure

_MIME = {"CIF": "chemical/x-cif", "POSCAR": "text/plain", "JSON": "application/json"}


def structure_downloads(structure: Structure, name: str, *, key: str) -> None:
    """Offer a crystal as CIF, POSCAR and JSON; a format that cannot hold it says why."""
    with st.container(horizontal=True, gap="small"):
        for file_format, suffix in WRITERS.items():
            mixed = file_format == "POSCAR" and not structure.is_ordered
            file_button(
                file_format,
                file_name(name),
                suffix,
                _MIME[file_format],
                partial(write_structure, structure, file_format),
                key=f"{key}_{file_format}",
                disabled=mixed,
                help="A POSCAR cannot hold partly occupied sites." if mixed else None,
            )


def file_button(
    label: str,
    name: str,
    suffix: str,
    mime: str,
    make: Callable[[], str | bytes],
    *,
    key: str,
    **options: Any,
) -> None:
    """Offer a file that `make` returns the content of; `options` are those of `st.download_button`."""
    st.download_button(
        label,
        data=make,
        file_name=f"{name}.{suffix}",
        mime=mime,
        icon=":material/download:",
        key=key,
        on_click="ignore",
        **options,
    )


def frame_download(
    frame: pd.DataFrame | Callable[[], pd.DataFrame],
    name: str,
    *,
    key: str,
    label: str = "CSV",
    kind: str = "secondary",
) -> None:
    """Offer a table, or what makes one when the button is pressed, as CSV."""

    def content() -> bytes:
        return csv_bytes(frame() if callable(frame) else frame)

    file_button(label, file_name(name), "csv", "text/csv", content, key=key, type=kind)


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """Return a table as CSV, in UTF-8 with the mark that spreadsheet programs look for."""
    return frame.to_csv(index=False).encode("utf-8-sig")


def parquet_bytes(frame: pd.DataFrame) -> bytes:
    """Return a table as Parquet."""
    return frame.to_parquet(index=False)
