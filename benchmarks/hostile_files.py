"""Files that were made to waste time, against ordinary ones: how many times as long each takes, in one run.

    PYTHONPATH=. python benchmarks/hostile_files.py

Crystals: every bad file of tests/structures/test_bad_files.py, and 100 MB of text, in units of reading 1,000 small CIFs.
Databases: what tests/alloys/thermodynamics/database/test_tdb_reading.py refuses for its length, in units of reading COST507.
"""

from __future__ import annotations

import contextlib
import sys
import time
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from reading import cifs, zipped
from record import save

from mi_core.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

TESTS = Path(__file__).parents[1] / "tests"
LONGEST = 5  # shown by name


def seconds(run: Callable[[], object]) -> float:
    """Return the processor time of one call, refused or not."""
    started = time.process_time()
    with contextlib.suppress(InputError):
        run()
    return time.process_time() - started


def crystals() -> dict[str, float]:
    """Return by name how long each bad file takes, in units of 1,000 small CIFs."""
    from mi_core.structures.reading import Limits, Source, read_materials

    sys.path.insert(0, str(TESTS / "structures"))
    from test_bad_files import BAD_FILES, LIMITS

    archive = zipped(cifs(1000))
    read_thousand = partial(read_materials, [Source("thousand.zip", archive)])
    read_thousand()  # the imports
    unit = seconds(read_thousand)
    for _ in range(2):  # the first time some libraries are imported
        found = {
            case: seconds(partial(read_materials, [Source(name, data)], limits=LIMITS)) / unit
            for case, (name, data, _) in BAD_FILES.items()
        }
    long = {"100 MB in one line": b"data_x\n_a " + b"y" * 99_000_000, "40 million lines": b"5\n" * 40_000_000}
    for case, data in long.items():
        run = partial(read_materials, [Source("a.cif", data)], limits=Limits(max_rows=1000))
        found[case] = seconds(run) / unit
    return found


def databases() -> dict[str, float]:
    """Return by name how long each refused database takes, in units of reading COST507."""
    from mi_core.alloys.thermodynamics.database.database import read_database
    from mi_core.alloys.thermodynamics.database.tdb_text import MOST_BYTES

    good = (files("pycalphad") / "tests/databases/COST507.tdb").read_bytes()
    unit = seconds(partial(read_database, good, "own.tdb"))
    power = "ELEMENT AL FCC_A1 27 1 1 !\nFUNCTION F 298.15 9**9**9**9; 6000 N !\n"
    bad = {"50 MB": good * 60, "endless commands": "SPECIES A A!\n" * (MOST_BYTES // 14), "a power": power}
    return {case: seconds(partial(read_database, data, "bad.tdb")) / unit for case, data in bad.items()}


def slowest(ratios: dict[str, float]) -> dict[str, float]:
    """Return the slowest few, slowest first."""
    return {case: round(ratios[case], 3) for case in sorted(ratios, key=ratios.get, reverse=True)[:LONGEST]}


def main() -> None:
    """Measure and save."""
    of_crystals, of_databases = crystals(), databases()
    save(
        "hostile_files",
        {
            "in_units_of_1000_small_cifs": slowest(of_crystals),
            "bad_files": len(of_crystals),
            "in_units_of_cost507": slowest(of_databases),
        },
    )


if __name__ == "__main__":
    main()
