"""Predictions as files: the frame as CSV, Parquet and JSON, and the report."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import streamlit as st

from mi_core.prediction.frame import nearest_links
from mi_core.web.components.downloads import file_button

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from mi_core.pretrained.card import ModelCard
    from mi_core.targets import Target

NAME = "predictions"


def prediction_downloads(
    frame: pd.DataFrame, cards: dict[str, ModelCard], known: Mapping[str, Target]
) -> None:
    """Offer the frame with a row per material and target, the nearest compounds' pages beside it, and the report."""
    with st.container(horizontal=True, gap="small"):
        _button("CSV", "csv", "text/csv", lambda: _csv(frame))
        _button("Parquet", "parquet", "application/vnd.apache.parquet", lambda: _parquet(frame))
        _button("JSON", "json", "application/json", lambda: _json(frame))
        _button("Report (HTML)", "html", "text/html", lambda: _report(frame, cards, known))


def _button(label: str, suffix: str, mime: str, make: Callable[[], str | bytes]) -> None:
    file_button(label, NAME, suffix, mime, make, key=f"predictions_{suffix}")


def _linked(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(nearest_links=frame["nearest"].map(nearest_links))


def _csv(frame: pd.DataFrame) -> bytes:
    return (
        _linked(frame).to_csv(index=False).encode("utf-8-sig")
    )  # the mark that spreadsheet programs look for


def _parquet(frame: pd.DataFrame) -> bytes:
    file = io.BytesIO()
    _linked(frame).to_parquet(file, index=False)
    return file.getvalue()


def _json(frame: pd.DataFrame) -> bytes:
    return _linked(frame).to_json(orient="records", indent=1).encode()


def _report(frame: pd.DataFrame, cards: dict[str, ModelCard], known: Mapping[str, Target]) -> bytes:
    from datetime import UTC, datetime

    from mi_core.prediction.report import html_report
    from mi_core.web.prediction.figures import all_figures

    today = datetime.now(UTC).astimezone().date()
    figures = all_figures(frame, known)
    return html_report(frame, list(cards.values()), figures, made_on=today, known=known).encode()
