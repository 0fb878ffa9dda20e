"""A task of one's own in one HTML file: whether known tasks help it, how that was tested, and what is predicted."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from mi_core.molecules.own_words import COMPARED, headline, interval, number, protocol, task_title
from mi_core.molecules.transfer.likeness import MEANING
from mi_core.molecules.transfer.verdict import HARMS, HELPS
from mi_core.prediction.words import COVERAGE
from mi_core.report import drawn, rendered
from mi_core.words import counted

if TYPE_CHECKING:
    from datetime import date

    import plotly.graph_objects as go

    from mi_core.molecules.own_study import OwnStudy

LIBRARIES = ("rdkit", "scikit-learn", "lightgbm", "torch", "plotly")
MOST_ROWS = 500  # of a table; a longer one is for a spreadsheet
LOOKS = {HELPS: "confirmed", HARMS: "failed"}


class OwnFigures(NamedTuple):
    """What a report draws: errors of methods, affinities, held-out predictions, and the learning curve."""

    errors: go.Figure
    affinities: go.Figure
    held_out: go.Figure
    learning: go.Figure


def own_task_report(
    found: OwnStudy, figures: OwnFigures, *, made_on: date, candidates: pd.DataFrame | None = None
) -> str:
    """Return the report of a study as a self-contained page.

    candidates : predicted by its model, as of `OwnModel.predict`; None for none.
    """
    known = found.held_out
    return rendered(
        "molecules/report/own_task.html",
        LIBRARIES,
        title=f"Your own task: {found.target}",
        made_on=made_on.isoformat(),
        counts=counted(found.found["molecules"], "molecule"),
        found=found.found,
        headline=headline(found),
        look=LOOKS.get(found.verdict["kind"], "outside"),
        protocol=protocol(found),
        compared=COMPARED,
        figures={name: drawn(figure) for name, figure in figures._asdict().items()},
        methods=_methods(found),
        supports=_supports(found),
        rows=_rows(known.head(MOST_ROWS)),
        left_out=max(0, len(known) - MOST_ROWS),
        candidates=None if candidates is None else _candidates(candidates.head(MOST_ROWS)),
        coverage=COVERAGE,
        definitions=_definitions(found),
    )


def _supports(found: OwnStudy) -> list[tuple[str, str, str]]:
    """Return title, affinity and its standard error."""
    return [
        (task_title(one["task"]), number(one["affinity"]), number(one["standard_error"]))
        for one in found.found["supports"]
    ]


def _methods(found: OwnStudy) -> list[tuple[str, str, str, int]]:
    """Return title, whether it transfers, error with its spread, and how many splits chose it."""
    measure = found.verdict["measure"]
    return [
        (
            row["title"],
            "yes" if row["transfer"] else "no",
            f"{number(row[measure])} ± {number(row[f'{measure}_spread'], 2)}",
            row["chosen"],
        )
        for row in found.methods.to_dict("records")
    ]


def _rows(known: pd.DataFrame) -> list[tuple[str, ...]]:
    return [
        (row.id, row.smiles, number(row.label, 4), number(row.value, 4), interval(row.lower, row.upper))
        for row in known.itertuples()
    ]


def _candidates(frame: pd.DataFrame) -> list[tuple[str, ...]]:
    """Return id, SMILES, value, interval, domain, nearest and error of each, the highest value first."""
    ordered = frame.sort_values("value", ascending=False, na_position="last", kind="stable")
    return [
        (
            row.id,
            "" if pd.isna(row.smiles) else row.smiles,
            number(row.value, 4),
            interval(row.lower, row.upper),
            "" if pd.isna(row.in_domain) else "inside" if row.in_domain else "outside",
            "" if pd.isna(row.nearest) else row.nearest,
            "" if pd.isna(row.error) else row.error,
        )
        for row in ordered.itertuples()
    ]


def _definitions(found: OwnStudy) -> dict[str, str]:
    error = {
        "rmse": "Root mean square error of molecules that were held out, in the unit of your column.",
        "cross_entropy": "Mean of −ln of the probability that was given to the true class of molecules that were held out, "
        "in nats; always saying one half gives 0.69.",
    }
    return {
        "Error": error[found.verdict["measure"]],
        "Affinity": "1 − L(encoder) / L(untrained): L is the error of a ridge on what an encoder makes of your molecules, "
        "cross-validated. 0: no better than a network that learned nothing.",
        "Support tasks": "The four known tasks with the highest affinity; each split chooses its own from what it "
        "may learn.",
        "p": "Two-sided, of the corrected resampled t-test over splits: C. Nadeau & Y. Bengio, Mach. Learn. 52, 239 (2003).",
        f"{COVERAGE} interval": "Split-conformal: it holds the label of nine in ten new molecules that are drawn as yours "
        "were. Of classes, the Venn-Abers band of the probability.",
        "Domain": "Inside: one of your molecules is as like the new one as yours are to each other "
        f"({MEANING}; 1.00 need not be the same molecule). Outside, the interval promises nothing.",
    }
