"""Predictions as files: the frame as CSV, Parquet and JSON, and the report."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import streamlit as st

from mi_core.prediction.frame import nearest_links
from mi_core.web.components.downloads import csv_bytes, file_button, parquet_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from mi_core.pretrained.card import ModelCard
    from mi_core.targets import Target


def prediction_downloads(
    frame: pd.DataFrame, cards: dict[str, ModelCard], known: Mapping[str, Target]
) -> None:
    """Offer the frame with a row per material and target, the nearest compounds' pages beside it, and the report."""
    files = (
        ("CSV", "csv", "text/csv", lambda: csv_bytes(_linked(frame))),
        ("Parquet", "parquet", "application/vnd.apache.parquet", lambda: parquet_bytes(_linked(frame))),
        ("JSON", "json", "application/json", lambda: _linked(frame).to_json(orient="records", indent=1)),
        ("Report (HTML)", "html", "text/html", lambda: _report(frame, cards, known)),
    )
    with st.container(horizontal=True, gap="small"):
        for label, suffix, mime, make in files:
            file_button(label, "predictions", suffix, mime, make, key=f"predictions_{suffix}")


def _linked(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(nearest_links=frame["nearest"].map(nearest_links))


def _report(frame: pd.DataFrame, cards: dict[str, ModelCard], known: Mapping[str, Target]) -> bytes:
    from mi_core.prediction.report import html_report
    from mi_core.web.prediction.figures import all_figures

    today = datetime.now(UTC).astimezone().date()
    figures = all_figures(frame, known)
    return html_report(frame, list(cards.values()), figures, made_on=today, known=known).encode()
