"""Reading 1,000 small CIFs, checked: this tree against the tree of another commit, in one run.

Both trees read the same texts in processes of their own, in turns, so that whatever else the machine does meets both;
each round starts new processes, because two processes of one tree differ by some per cent.
A ratio below one says that this tree is faster.

    PYTHONPATH=. python benchmarks/reading_ratio.py --commit 9c99ac3
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

from reading import PEROVSKITES, cifs
from record import save
from trees import ROOT, tree_of

READER = """
import gc, io, json, sys, time, warnings
warnings.simplefilter("ignore")
from mi_core.structures.reading import Source, read_materials
sets = json.load(open(sys.argv[1]))
sources = {name: [Source(f"{i}.cif", text.encode()) for i, text in enumerate(texts)] for name, texts in sets.items()}
for name in sys.stdin:
    gc.collect()
    wall, processor = time.perf_counter(), time.process_time()
    rows = read_materials(sources[name.strip()])
    seconds = time.perf_counter() - wall, time.process_time() - processor
    print(json.dumps([*seconds, sum(row.error is None for row in rows)]), flush=True)
"""


class Reader:
    """A process that reads sets of CIFs with the code of one tree, on demand."""

    def __init__(self, tree: Path, sets: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", READER, str(sets)],
            cwd=tree,
            env={"PYTHONPATH": str(tree), "OMP_NUM_THREADS": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def read(self, name: str) -> tuple[float, float]:
        """Return wall and processor seconds of reading one set."""
        self.process.stdin.write(f"{name}\n")
        self.process.stdin.flush()
        wall, processor, usable = json.loads(self.process.stdout.readline())
        if not usable:
            raise RuntimeError(f"nothing of the set {name!r} was read")
        return wall, processor

    def end(self) -> None:
        """Close the process."""
        self.process.stdin.close()
        self.process.wait()


def symmetric(count: int) -> list[str]:
    """Return CIFs that list an asymmetric unit and symmetry operations, as databases do."""
    from pymatgen.io.cif import CifWriter

    from mi_core.structures.examples import EXAMPLES

    names = [name for name in EXAMPLES if name != "CuNi"]
    texts = [str(CifWriter(EXAMPLES[name].structure(), symprec=0.01)) for name in names]
    return [texts[i % len(texts)] for i in range(count)]


Seconds = tuple[float, float]


def turns(
    trees: tuple[Path, Path], sets: Path, names: list[str], repeats: int
) -> dict[str, list[tuple[Seconds, Seconds]]]:
    """Return (here, there) seconds of neighbouring turns per set, from one pair of new processes."""
    here, there = (Reader(tree, sets) for tree in trees)
    pairs = {}
    for name in names:
        for reader in (here, there):
            reader.read(name)
        pairs[name] = [(here.read(name), there.read(name)) for _ in range(repeats)]
    here.end()
    there.end()
    return pairs


def ratios(pairs: list[tuple[Seconds, Seconds]]) -> dict[str, float]:
    """Return median seconds of both trees and the median of the ratios of neighbouring turns."""
    clocks = {"wall": 0, "cpu": 1}
    found = {}
    for clock, i in clocks.items():
        found[f"here_{clock}_s"] = statistics.median(a[i] for a, _ in pairs)
        found[f"there_{clock}_s"] = statistics.median(b[i] for _, b in pairs)
        found[f"ratio_{clock}"] = statistics.median(a[i] / b[i] for a, b in pairs)
    return found


def measure(commit: str, rounds: int, repeats: int) -> dict[str, dict[str, float]]:
    """Return the figures of each set of 1,000 CIFs."""
    sets = {
        "small cells in P 1": cifs(100) * 10,
        "5-atom cells in P 1": cifs(100, names=PEROVSKITES) * 10,
        "with symmetry operations": symmetric(1000),
    }
    with tempfile.TemporaryDirectory() as folder, tree_of(commit) as tree:
        texts = Path(folder, "sets.json")
        texts.write_text(json.dumps(sets))
        found = [turns((ROOT, tree), texts, list(sets), repeats) for _ in range(rounds)]
    return {name: ratios([pair for pairs in found for pair in pairs[name]]) for name in sets}


def main() -> None:
    """Measure, print and save."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--commit", required=True, help="what to compare with")
    parser.add_argument("--rounds", type=int, default=9, help="pairs of new processes")
    parser.add_argument("--repeats", type=int, default=5, help="turns of each pair")
    chosen = parser.parse_args()
    warnings.simplefilter("ignore")
    numbers = measure(chosen.commit, chosen.rounds, chosen.repeats)
    save("reading_ratio", {**vars(chosen), "median": numbers})


if __name__ == "__main__":
    main()
