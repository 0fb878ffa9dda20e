"""The Voxels page as a user meets it: a CHGCAR dropped, until its first picture and both are drawn.

python benchmarks/density_page.py [--points 100 200]

Starts the app and Chromium. Seconds from the drop of the file, its way to the server included, on a fresh app, whose
libraries load within the time measured, and the median of later drops, each in a session of its own. Beside them stand the
processor's seconds of the server and of the browser, which draws without a graphics card: unlike the clock's, they hardly
depend on what else a machine is doing.
"""

from __future__ import annotations

import argparse
import contextlib
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import numpy as np
import psutil
from browser import open_browser, running_app
from pymatgen.core import Lattice, Structure
from record import save

from mi_core.densities.comparison import promolecule_of
from mi_core.densities.field import ScalarField
from mi_core.densities.writing import vasp_file

SALT = Structure.from_spacegroup("Fm-3m", Lattice.cubic(5.64), ["Na", "Cl"], [[0, 0, 0], [0.5, 0.5, 0.5]])
REPEATS = 3
MEASURED = ("first_picture_s", "both_pictures_s", "cpu_of_server_s", "cpu_of_browser_s")
PATIENCE_MS = 240_000
DRAWN = ".js-plotly-plot:has(.main-svg)"


def write_charge(folder: Path, points: int) -> Path:
    """Write a CHGCAR of so many points along each axis."""
    flat = ScalarField("valence", "electrons", SALT, np.full((points,) * 3, 32 / SALT.volume))
    path = folder / f"CHGCAR_{points}"
    path.write_bytes(vasp_file(promolecule_of(flat)))
    return path


def cpu_seconds(process: psutil.Process) -> float:
    """Return the processor's seconds of a process and of those that it started and that still run."""
    total = 0.0
    for one in (process, *process.children(recursive=True)):
        with contextlib.suppress(psutil.NoSuchProcess):
            times = one.cpu_times()
            total += times.user + times.system
    return total


def measure(browser, url: str, server: psutil.Process, charge: Path) -> tuple[float, ...]:
    """Drop a file in a session of its own; return the seconds to each picture, and the CPU's of server and browser."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(PATIENCE_MS)
    for _ in range(240):
        try:
            page.goto(f"{url}/voxels")
            break
        except Exception:  # noqa: BLE001 - the server is still starting
            time.sleep(0.5)
    page.get_by_text("Drop a CHGCAR").wait_for()
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
    ours = psutil.Process()
    before = cpu_seconds(server), cpu_seconds(ours)
    started = time.perf_counter()
    page.locator('input[type="file"]').first.set_input_files(str(charge))
    found = []
    for pictures in (1, 2):
        page.wait_for_function(f"document.querySelectorAll('{DRAWN}').length >= {pictures}")
        found.append(time.perf_counter() - started)
    of_server = cpu_seconds(server) - before[0]
    of_browser = cpu_seconds(ours) - before[1] - of_server  # this process started both
    page.close()
    return *found, of_server, of_browser


def main() -> None:
    """Measure, print and save."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--points", type=int, nargs="+", default=[100, 200])
    options = parser.parse_args()
    from playwright.sync_api import sync_playwright

    numbers: dict[str, dict] = {}
    with TemporaryDirectory() as folder, running_app() as (server, url), sync_playwright() as playwright:
        charges = {points: write_charge(Path(folder), points) for points in options.points}
        browser = open_browser(playwright)
        for points, charge in charges.items():
            times = [measure(browser, url, psutil.Process(server.pid), charge) for _ in range(REPEATS + 1)]
            numbers[f"{points} points along each axis"] = {
                "megabytes": round(charge.stat().st_size / 1e6, 1),
                "first_drop": dict(zip(MEASURED, (round(seconds, 2) for seconds in times[0]), strict=True)),
                "later_drops": {
                    name: round(median(seconds), 2)
                    for name, seconds in zip(MEASURED, zip(*times[1:], strict=True), strict=True)
                },
            }
        browser.close()
    save("density_page", numbers)


if __name__ == "__main__":
    main()
