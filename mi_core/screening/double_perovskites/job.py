"""Screening of double perovskites as a job: one Parquet file per task, never joined; `query` asks them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mi_core.screening.double_perovskites.candidates import double_elements, double_space, doubt
from mi_core.screening.double_perovskites.stream import stream_doubles
from mi_core.screening.job import ScreenParams
from mi_core.screening.predictor import find_predictor

CANDIDATES = "candidates"
ROWS_OF_A_TASK = 500_000


class DoubleKind:
    """Kind "double-perovskites" of `mi_core.jobs`, with ScreenParams.

    All elements are H to Lr without rare gases; both B come from `b`. `candidates.double_space` counts the candidates
    beforehand.
    """

    name = "double-perovskites"
    params = ScreenParams

    def tasks(self, params: dict[str, Any]) -> list[dict[str, Any]]:
        """Check site lists, size and model, and cut the space into runs of blocks."""
        space = _space(params)
        find_predictor(params.get("model"), double_elements())
        return [
            {"params": params, "first": first, "beyond": beyond, "part": f"{number:05d}"}
            for number, (first, beyond) in enumerate(space.tasks(ROWS_OF_A_TASK))
        ]

    def work(self, task: dict[str, Any], folder: str) -> dict[str, Any]:
        """Stream one run of blocks into its file; a file that is there was written completely."""
        path = Path(folder) / CANDIDATES / f"{task['part']}.parquet"
        if path.is_file():
            import pyarrow.parquet as pq

            return {"rows": pq.read_metadata(path).num_rows}
        path.parent.mkdir(parents=True, exist_ok=True)
        predictor = find_predictor(task["params"].get("model"), double_elements())
        space = _space(task["params"])
        return {"rows": stream_doubles(space, task["first"], task["beyond"], predictor, path)}

    def finish(self, params: dict[str, Any], results: list[dict[str, Any]], folder: str) -> dict[str, Any]:
        """Return counts and the folder of the files; they stay as they are."""
        files = sorted(path.name for path in (Path(folder) / CANDIDATES).glob("*.parquet"))
        return {
            "folder": CANDIDATES,
            "files": len(files),
            "rows": sum(result["rows"] for result in results),
            "model": find_predictor(params.get("model")).trained.card.name,
            "doubt": doubt(),
        }


def _space(params: dict[str, Any]):
    return double_space(*(params.get(site) for site in ("a", "b", "x")))


KIND = DoubleKind()
