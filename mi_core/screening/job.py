"""Screening as a job: one task per chunk of candidates, one Parquet file as the result."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
from typing_extensions import TypedDict

from mi_core.files import written_whole
from mi_core.screening.predictor import find_predictor
from mi_core.screening.screen import screen
from mi_core.screening.triples import triples

if TYPE_CHECKING:
    from mi_core.screening.triples import Triples

PARTS_FOLDER, RESULT = "parts", "screening.parquet"
ROWS_OF_A_TASK = 50_000


class ScreenParams(TypedDict, total=False):
    """The elements of each site (symbols, or text such as "Sr,Ba"; absent: all), and the name of the model."""

    a: list[str] | str | None
    b: list[str] | str | None
    x: list[str] | str | None
    model: str | None


class ScreenKind:
    """Kind "screen" of `mi_core.jobs`, with ScreenParams; all are the 64 elements."""

    name = "screen"
    params = ScreenParams

    def tasks(self, params: dict[str, Any]) -> list[dict[str, Any]]:
        """Check elements and model, and cut the candidates into chunks."""
        chunks = _candidates(params).chunks(ROWS_OF_A_TASK)
        find_predictor(params.get("model"))
        return [
            {"params": params, "start": rows.start, "stop": rows.stop, "part": f"{number:05d}"}
            for number, rows in enumerate(chunks)
        ]

    def work(self, task: dict[str, Any], folder: str) -> dict[str, Any]:
        """Screen one chunk into its own file; a chunk done before is not done again."""
        path = Path(folder) / PARTS_FOLDER / f"{task['part']}.parquet"
        if not path.is_file():
            rows = slice(task["start"], task["stop"])
            frame = screen(_candidates(task["params"]).subset(rows), model=task["params"].get("model"))
            path.parent.mkdir(parents=True, exist_ok=True)
            with written_whole(path) as partial:
                frame.to_parquet(partial, index=False, compression="zstd")
        return {"rows": task["stop"] - task["start"]}

    def finish(self, params: dict[str, Any], results: list[dict[str, Any]], folder: str) -> dict[str, Any]:
        """Join the chunks into RESULT and return counts; the chunks stay, so that it can be done again."""
        home = Path(folder)
        parts = [home / PARTS_FOLDER / f"{number:05d}.parquet" for number in range(len(results))]
        frame = pd.concat([pd.read_parquet(path) for path in parts], ignore_index=True)
        with written_whole(home / RESULT) as partial:
            frame.to_parquet(partial, index=False, compression="zstd")
        return {
            "file": RESULT,
            "rows": len(frame),
            "in_domain": int(frame["in_domain"].sum()),
            "model": find_predictor(params.get("model")).trained.card.name,
        }


def _candidates(params: dict[str, Any]) -> Triples:
    return triples(*(params.get(site) for site in ("a", "b", "x")))


KIND = ScreenKind()
