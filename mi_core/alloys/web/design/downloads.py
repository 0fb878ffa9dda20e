"""The proposals as files: CSV, JSON as the command line writes it, and a report in HTML."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import streamlit as st

from mi_core.alloys.specification.reading import to_json
from mi_core.alloys.web.design.detail import proposal_figure
from mi_core.web.components.downloads import file_button, frame_download

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from mi_core.alloys.web.design.generate import DesignRun
    from mi_core.alloys.web.design.verdicts import Verdicts

NAME = "alloys"


def alloy_downloads(run: DesignRun, table: pd.DataFrame, verdicts: Verdicts) -> None:
    """Offer the files; each is made when its button is pressed."""
    with st.container(horizontal=True, gap="small"):
        frame_download(table, NAME, key="alloys_csv")
        _button("JSON", "json", "application/json", lambda: _json(run, verdicts))
        _button("Report (HTML)", "html", "text/html", lambda: _report(run, verdicts))
        if verdicts.frame is not None:
            frame_download(
                verdicts.frame,
                f"{NAME}-verified",
                key="alloys_verified_csv",
                label="CSV · what CALPHAD computed",
            )
        wishes = to_json(run.spec)
        _button(
            "Wishes (JSON)", "wishes.json", "application/json", lambda: json.dumps(wishes, indent=1).encode()
        )


def _button(label: str, suffix: str, mime: str, make: Callable[[], str | bytes]) -> None:
    file_button(label, NAME, suffix, mime, make, key=f"alloys_{suffix}")


def _json(run: DesignRun, verdicts: Verdicts) -> bytes:
    """Return the proposals as the command line writes them; those that were not verified have null there."""
    from mi_core.alloys.design.record import design_records

    records = []
    for number, proposal in enumerate(run.proposals, start=1):
        (record,) = design_records([proposal], run.spec, verdicts.verification(number))
        records.append({"number": number} | record)
    return json.dumps(records, indent=1, ensure_ascii=False).encode()


def _report(run: DesignRun, verdicts: Verdicts) -> bytes:
    from datetime import UTC, datetime

    from mi_core.alloys.design.report import alloy_report

    today = datetime.now(UTC).astimezone().date()
    figures = {
        f"No. {number}": proposal_figure(run, number, verdicts)
        for number in range(1, min(len(run.proposals), 10) + 1)
    }
    return alloy_report(
        run.proposals,
        run.spec,
        figures,
        made_on=today,
        source=run.database.source,
        verification=verdicts.frame,
        verdicts=verdicts.by_number,
    ).encode()
