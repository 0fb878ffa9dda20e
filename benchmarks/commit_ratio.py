"""Start-up, switches between pages and a screening: this tree against the tree of another commit, in one run.

The trees take turns, each in processes of its own. A ratio below one says that this tree is faster.

    PYTHONPATH=. python benchmarks/commit_ratio.py --commit 720d0d0b1247 [--rounds 5]
"""

from __future__ import annotations

import argparse
from statistics import median
from typing import TYPE_CHECKING

from page_switch import measure
from record import save
from screening import cold_start
from trees import ROOT, tree_of

if TYPE_CHECKING:
    from pathlib import Path


def seconds(playwright, tree: Path) -> dict[str, float]:
    """Return what a reader waits for with the code of one tree."""
    run = measure(playwright, tree)
    screened = cold_start(tree, starts=1)
    return {
        "first page": run["first_page"],
        "switches while libraries load": sum(run["early"].values()),
        "switches later": sum(run["later"].values()),
        "screening 249,984, wall": screened["seconds"],
        "screening 249,984, processor": screened["processor_seconds"],
    }


def main() -> None:
    """Measure, print and save."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--commit", required=True, help="what to compare with")
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright, tree_of(chosen.commit) as there:
        pairs = [(seconds(playwright, ROOT), seconds(playwright, there)) for _ in range(chosen.rounds)]
    numbers = {
        name: {
            "here_s": round(median(here[name] for here, _ in pairs), 2),
            "there_s": round(median(there[name] for _, there in pairs), 2),
            "ratio": round(median(here[name] / there[name] for here, there in pairs), 3),
        }
        for name in pairs[0][0]
    }
    save("commit_ratio", {**vars(chosen), "median": numbers})


if __name__ == "__main__":
    main()
