"""Seconds from wishes to proposals, proposals per second, and seconds of their verification as a job.

PYTHONPATH=. python benchmarks/alloy_design.py [--draws 2000]

Proposals per second: raw draws of each trained model for one condition. Design: ten ranked and refined proposals for
every preset. Verification: ten proposals for "freezing range under 40 K" at fifteen temperatures on a local cluster of two
workers that is already running; cold: the workers have built no element system; warm: ten slightly leaner alloys of the
same elements.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from record import median_seconds, save

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

TEMPERATURES = [300, 350, 400, 450, 500, 550, 600, 650, 700, 750, 800, 850, 900, 950, 1000]
WISHES = "Freezing range under 40 K"
LEANER = 0.98


def proposals_per_second(draws: int) -> dict[str, int]:
    """Return raw draws per second of each model that ships, given the wishes of the Mg2Si preset."""
    from mi_core.alloys.design.proposals import condition_of
    from mi_core.alloys.models.generators.registry import GENERATORS
    from mi_core.alloys.models.surrogate import load_surrogate
    from mi_core.alloys.models.trained_store import load_trained
    from mi_core.alloys.specification.presets import PRESETS

    surrogate = load_surrogate()
    spec = next(spec for name, spec in PRESETS.items() if "Mg2Si" in name)
    condition = condition_of(spec, surrogate.phases, surrogate.temperatures)
    seconds = {
        name: median_seconds(partial(load_trained(name).propose, condition, draws)) for name in GENERATORS
    }
    return {name: round(draws / took) for name, took in seconds.items()}


def design_seconds() -> dict[str, float]:
    """Return seconds to ten proposals by preset, imports and models loaded."""
    from mi_core.alloys.design.proposals import design
    from mi_core.alloys.specification.presets import PRESETS

    return {
        name: round(median_seconds(lambda spec=spec: design(spec, 10), repeats=3), 2)
        for name, spec in PRESETS.items()
    }


def verification_seconds() -> dict[str, float]:
    """Return seconds of the job, from its submission to its end."""
    from job_home import end_cluster

    from mi_core.alloys.design.proposals import design
    from mi_core.alloys.specification.presets import PRESETS
    from mi_core.jobs.cluster import local_cluster
    from mi_core.jobs.home import new_workspace

    spec = PRESETS[WISHES]
    cold = [proposal.wt for proposal in design(spec, 10)]
    warm = [{symbol: LEANER * value for symbol, value in wt.items()} for wt in cold]
    with tempfile.TemporaryDirectory() as home:
        os.environ["MI_HOME"], os.environ["MI_WORKERS"] = home, "2"
        local_cluster()
        workspace = new_workspace()
        try:
            _verified(workspace, spec, [{"Mg": 1.0}, {"Si": 1.0}])  # the workers' imports
            return {
                "element_systems": len({tuple(wt) for wt in cold}),
                "cold_s": _verified(workspace, spec, cold),
                "warm_s": _verified(workspace, spec, warm),
            }
        finally:
            end_cluster(Path(home))


def _verified(workspace: str, spec, compositions: list[dict[str, float]]) -> float:
    from job_home import wait

    from mi_core.alloys.specification.reading import to_json
    from mi_core.jobs import service
    from mi_core.jobs.job import DONE

    params = {"compositions": compositions, "specification": to_json(spec), "temperatures": TEMPERATURES}
    started = time.perf_counter()
    job = wait(service.submit(workspace, "alloy-verify", params, "Benchmark"), seconds=300)
    seconds = time.perf_counter() - started
    assert job.state == DONE, job
    return round(seconds, 2)


def main() -> None:
    """Measure and save."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=2000)
    draws = parser.parse_args().draws
    save(
        "alloy_design",
        {
            "proposals_per_second": proposals_per_second(draws),
            "design_s": design_seconds(),
            "verification": verification_seconds(),
        },
    )


if __name__ == "__main__":
    main()
