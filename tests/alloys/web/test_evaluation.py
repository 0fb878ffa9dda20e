"""The rows of the evaluation that a figure shows."""

from __future__ import annotations

import pandas as pd

from mi_core.alloys.web.evaluation import raw_rows

COLUMNS = ("scenario", "model", "variant", "k", "specifications")
TABLE = pd.DataFrame(
    [
        ("70% hidden", "mdn", "raw", 10, 4),
        ("70% hidden", "mdn", "raw, 100 proposals", 10, 2),
        ("70% hidden", "mdn", "raw, 100 proposals", 100, 2),
        ("70% hidden", "mdn", "refined", 10, 4),
        ("70% hidden", "best", "refined", 10, 50),
        ("one phase", "mdn", "raw", 10, 4),
    ],
    columns=list(COLUMNS),
)


def test_a_model_has_one_row_per_scenario_that_of_most_specifications():
    shown = raw_rows(TABLE, 10)
    assert shown["specifications"].tolist() == [4, 50, 4]
    assert shown["model"].tolist() == ["mdn", "best", "mdn"]


def test_many_proposals_come_from_the_wide_answers():
    assert raw_rows(TABLE, 100)["variant"].tolist() == ["raw, 100 proposals"]
