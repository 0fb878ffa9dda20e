"""The ranking as a job: one task per chunk of candidates; the joined table is kept for the page and is the job's file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from typing_extensions import TypedDict

from mi_core.errors import InputError
from mi_core.files import written_whole
from mi_core.thermoelectrics.ranking.candidates import TABLE, candidates
from mi_core.thermoelectrics.ranking.full import finished, keep, kept_path
from mi_core.thermoelectrics.ranking.predicted import MODEL, find_model, model_card, predicted

PARTS_FOLDER, RESULT = "parts", "ranking.parquet"
ROWS_OF_A_TASK = 20_000


class RankingParams(TypedDict):
    """Nothing is to be chosen: all rows of the table at hand, by the model in the store."""


class RankingKind:
    """Kind "thermoelectric-ranking" of `mi_core.jobs`, with RankingParams."""

    name = "thermoelectric-ranking"
    params = RankingParams

    def tasks(self, params: dict[str, Any]) -> list[dict[str, Any]]:  # noqa: ARG002 - a kind's signature
        """Check model and table, and cut the candidates into chunks."""
        find_model()
        rows, of = len(_candidates()), _made_of()
        return [
            {"start": start, "stop": min(start + ROWS_OF_A_TASK, rows), "part": f"{number:03d}", "of": of}
            for number, start in enumerate(range(0, rows, ROWS_OF_A_TASK))
        ]

    def work(self, task: dict[str, Any], folder: str) -> dict[str, Any]:
        """Predict one chunk into its own file; a chunk done before is not done again."""
        path = Path(folder) / PARTS_FOLDER / f"{task['part']}-{task['of']}.parquet"
        _check_same(task["of"])
        if not path.is_file():
            frame = predicted(_candidates().iloc[task["start"] : task["stop"]], find_model())
            path.parent.mkdir(parents=True, exist_ok=True)
            with written_whole(path) as partial:
                frame.to_parquet(partial, index=False, compression="zstd")
        return {"rows": task["stop"] - task["start"], "of": task["of"]}

    def finish(self, params: dict[str, Any], results: list[dict[str, Any]], folder: str) -> dict[str, Any]:  # noqa: ARG002
        """Join the chunks, add what is known of the compounds, keep the ranking, and return counts."""
        import pandas as pd

        home = Path(folder)
        _check_same(*(result["of"] for result in results))
        names = (f"{number:03d}-{result['of']}.parquet" for number, result in enumerate(results))
        parts = [home / PARTS_FOLDER / name for name in names]
        frame = finished(pd.concat([pd.read_parquet(path) for path in parts], ignore_index=True))
        keep(frame)
        with written_whole(home / RESULT) as partial:
            frame.to_parquet(partial, index=False, compression="zstd")
        return {"file": RESULT, "rows": len(frame), "model": MODEL}


def _made_of() -> str:
    """Return what tells the model in the store and the table at hand from others."""
    card = model_card()
    path = kept_path(card) if card is not None else None
    return path.stem if path is not None else ""


def _check_same(*made_of: str) -> None:
    """Raise InputError where the job began with another model or table: a ranking is of one."""
    if {*made_of} - {_made_of()}:
        raise InputError(
            "The model or the table was replaced while the ranking was made; start the ranking anew."
        )


def _candidates():
    from mi_core.datasets.loading import load_dataset

    return candidates(load_dataset(TABLE).frame)


KIND = RankingKind()
