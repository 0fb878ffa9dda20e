"""How many crystals of the perovskite tables get their sites, how many as the authors placed them, and how fast.

Needs MI_DATA_DIR. Castelli's cells list A first (corner) and B second (centre), which gives a truth to compare with; their
structures are read from the CIF's own order. Times are medians per crystal, without reading.
"""

from __future__ import annotations

import time
from collections import Counter

import numpy as np
from record import save

from mi_core.datasets.loading import load_dataset
from mi_core.inputs.crystals import from_cif
from mi_core.structures.analysis.perovskite import NotPerovskiteError, find_sites

TABLES = ("castelli_perovskites", "oqmd_perovskites", "mp_perovskites")


def main() -> None:
    """Assign all crystals of the three tables and save one file."""
    save("perovskite_sites", {name: measure(name) for name in TABLES})


def measure(name: str) -> dict:
    """Return counts, agreement with the listed order and time for one table."""
    crystals = [m.structure for m in from_cif(load_dataset(name).frame) if m.structure is not None]
    reasons, agree, seconds = Counter(), [], []
    for crystal in crystals:
        started = time.perf_counter()
        try:
            sites = find_sites(crystal)
        except NotPerovskiteError as error:
            reasons[str(error).rpartition(" as B ")[2]] += 1
        else:
            agree.append((sites.a, sites.b) == listed_first(crystal))
        seconds.append(time.perf_counter() - started)
    found = {
        "crystals": len(crystals),
        "assigned": len(agree) / len(crystals),
        "milliseconds": round(1e3 * float(np.median(seconds)), 3),
        "refused": dict(reasons.most_common()),
    }
    return found | (
        {"as_placed_by_the_authors": float(np.mean(agree))} if name.startswith("castelli") else {}
    )


def listed_first(crystal) -> tuple[str, str]:
    """Return the elements of the first two atoms of the CIF, whose order the reader keeps."""
    return crystal[0].specie.symbol, crystal[1].specie.symbol


if __name__ == "__main__":
    main()
