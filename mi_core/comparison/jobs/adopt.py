"""Making a compared regressor one's own model, as a job: training may take minutes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from typing_extensions import TypedDict


class AdoptParams(TypedDict):
    """`problem` as of `sources.reference`, keys of `Protocol`, name of the regressor, name and title of the model to be."""

    problem: dict[str, Any]
    protocol: dict[str, Any]
    model: str
    name: str
    title: str


class AdoptKind:
    """Kind "adopt" of `mi_core.jobs`, with AdoptParams; the model lands in the folder "models" of the job's workspace."""

    name = "adopt"
    params = AdoptParams

    def tasks(self, params: dict[str, Any]) -> list[dict[str, Any]]:
        """Check the parameters; one task trains."""
        from mi_core.comparison.adopt import check_name
        from mi_core.comparison.protocol import protocol_of
        from mi_core.comparison.sources import check_reference
        from mi_core.regressors.registry import find_regressor

        check_name(params["name"])
        find_regressor(params["model"])
        check_reference(params["problem"])
        protocol_of(params["protocol"])
        return [dict(params)]

    def work(self, task: dict[str, Any], folder: str) -> dict[str, Any]:
        """Train on the rows of the comparison and store the model; a second time replaces the first."""
        from mi_core.comparison.adopt import adopt
        from mi_core.comparison.folds import drawn
        from mi_core.comparison.protocol import protocol_of
        from mi_core.comparison.sources import open_problem
        from mi_core.pretrained.catalogue import own_models_folder

        protocol = protocol_of(task["protocol"])
        problem = drawn(open_problem(task["problem"]), protocol)
        home = own_models_folder(Path(folder).parents[1])
        trained = adopt(
            problem, task["model"], home, name=task["name"], title=task["title"], protocol=protocol
        )
        record = trained.card.targets[problem.target.key]
        return {"name": task["name"], "mae": record["metrics"]["mae"], "unit": record["unit"]}

    def finish(self, params: dict[str, Any], results: list[dict[str, Any]], folder: str) -> dict[str, Any]:  # noqa: ARG002
        """Return the name of the model and its error on held-out rows."""
        return results[0]


KIND = AdoptKind()
