"""Screening 249,984 perovskites from a cold start, its parts, and double perovskites as a stream.

Usage: PYTHONPATH=. python benchmarks/screening.py [million double perovskites, default 10]
The cold start is `python -m mi_core screen` in a fresh process: imports, model, features, trees, rules and the file.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from record import median_seconds, save
from trees import ROOT

from mi_core.screening.double_perovskites.candidates import double_elements, double_space
from mi_core.screening.double_perovskites.stream import stream_doubles
from mi_core.screening.maps import stability_maps
from mi_core.screening.predictor import find_predictor
from mi_core.screening.screen import screen
from mi_core.screening.triples import triples

COLD_STARTS = 3
ROWS_OF_A_FILE = 500_000


def main() -> None:
    """Measure everything and save one file."""
    millions = float(sys.argv[1]) if len(sys.argv) > 1 else 10
    cold = cold_start()  # first, while this process holds little
    predictor, candidates = find_predictor(), triples()
    transformer = predictor.trained.pipeline[0]
    one = candidates.subset([130_020])
    frame = screen(candidates)
    maps = stability_maps(frame)
    save(
        "screening",
        {
            "model": predictor.trained.card.name,
            "candidates": len(candidates),
            "cold_start": cold,
            "features_seconds": round(median_seconds(lambda: transformer.transform(candidates)), 3),
            "warm_screening_seconds": round(median_seconds(lambda: screen(candidates), repeats=3), 2),
            "one_prediction_ms": round(
                1e3 * median_seconds(lambda: predictor.trained.pipeline.predict(one), repeats=50), 2
            ),
            "maps_for_a_threshold_ms": round(1e3 * median_seconds(lambda: maps.counts(0.5), repeats=20), 2),
            "double_perovskites": double_stream(int(1e6 * millions)),
        },
    )


def cold_start(tree: Path = ROOT, starts: int = COLD_STARTS) -> dict:
    """Return median wall and processor time and the peak memory of fresh processes with the code of a tree."""
    wall, processor = [], []
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "mi_core", "screen", "--output", str(Path(folder) / "out.parquet")]
        for _ in range(starts):
            before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
            environment = os.environ | {"PYTHONPATH": "."}
            subprocess.run(command, check=True, capture_output=True, cwd=tree, env=environment)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            wall.append(time.perf_counter() - started)
            processor.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return {
        "seconds": round(median(wall), 2),
        "processor_seconds": round(median(processor), 2),
        "peak_memory_mb": round(after.ru_maxrss / 1024),  # of the largest child
    }


def double_stream(rows: int) -> dict:
    """Stream about `rows` candidates into files; return throughput, per second of wall and of processor time, and memory."""
    space, predictor = double_space(), find_predictor(symbols=double_elements())
    done, resident, started, worked = 0, [], time.perf_counter(), time.process_time()
    size = 0
    with tempfile.TemporaryDirectory() as folder:
        for number, task in enumerate(space.tasks(ROWS_OF_A_FILE)):
            path = Path(folder) / f"{number}.parquet"
            done += stream_doubles(space, *task, predictor, path)
            size += path.stat().st_size
            path.unlink()
            resident.append(resident_mb())
            if done >= rows:
                break
    seconds, processor = time.perf_counter() - started, time.process_time() - worked
    return {
        "possible": len(space),
        "streamed": done,
        "per_second": round(done / seconds),
        "per_processor_second": round(done / processor),
        "bytes_per_candidate": round(size / done, 2),
        "resident_mb_after_first_file": resident[0],
        "resident_mb_after_last_file": resident[-1],
        "resident_mb_largest": max(resident),
    }


def resident_mb() -> int:
    """Return the resident memory of this process."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return round(pages * os.sysconf("SC_PAGE_SIZE") / 2**20)


if __name__ == "__main__":
    main()
