"""What every benchmark writes: numbers, with date, machine and the command that repeats them."""

from __future__ import annotations

import json
import os
import platform
import shlex
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

RESULTS = Path(__file__).parent / "results"


def save(name: str, numbers: dict) -> None:
    """Print the numbers and write them to results/NAME.json."""
    record = {
        "date": datetime.now(UTC).date().isoformat(),
        "command": f"PYTHONPATH=. python benchmarks/{shlex.join([Path(sys.argv[0]).name, *sys.argv[1:]])}",
        "machine": {
            "system": f"{platform.system()} {platform.machine()}",
            "cores": os.cpu_count(),
            "load_average": round(os.getloadavg()[0], 1),
            "python": platform.python_version(),
        },
        "numbers": numbers,
    }
    text = json.dumps(record, indent=1)
    print(text)
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{name}.json").write_text(text + "\n")


def median_seconds(run, *, repeats: int = 5, warm_up: int = 1) -> float:
    """Return the median wall time of `run()` over `repeats`, after `warm_up` runs that do not count."""
    for _ in range(warm_up):
        run()
    times = []
    for _ in range(repeats):
        started = time.perf_counter()
        run()
        times.append(time.perf_counter() - started)
    return median(times)
