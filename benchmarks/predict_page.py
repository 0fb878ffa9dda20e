"""The Predict page as a user meets it: 1,000 crystals in a zip, dropped on a fresh app, until every value is on screen.

python benchmarks/predict_page.py [--crystals 1000]

Starts the app and Chromium, so that models and libraries load within the time measured. Seconds from the drop of the
file to the table of crystals, and from the click on Predict to the table of predictions; memory of the server (resident,
and its peak) afterwards; seconds of a rerun (a click on a row).
"""

from __future__ import annotations

import argparse
import itertools
import shutil
import tempfile
import time
import zipfile
from pathlib import Path

from browser import open_browser, running_app
from record import save

A_SITES = ["Na", "K", "Rb", "Cs", "Ca", "Sr", "Ba", "La", "Y", "Ag", "Tl", "Pb", "Bi"]
B_SITES = ["Ti", "Zr", "Hf", "Sn", "V", "Nb", "Ta", "Cr", "Mo", "W"]
B_SITES += ["Mn", "Fe", "Co", "Ni", "Al", "Ga", "In", "Mg", "Zn", "Ge"]
ANIONS = ["O", "F", "N", "S"]


def write_archive(path: Path, count: int) -> None:
    """Write cubic five-atom ABX3 cells as CIF files into a zip."""
    from pymatgen.core import Lattice, Structure
    from pymatgen.io.cif import CifWriter

    sites = [[0, 0, 0], [0.5, 0.5, 0.5], [0.5, 0.5, 0], [0.5, 0, 0.5], [0, 0.5, 0.5]]
    elements = itertools.islice(itertools.product(A_SITES, B_SITES, ANIONS), count)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (a, b, x) in enumerate(elements):
            crystal = Structure(Lattice.cubic(3.9 + number % 7 / 20), [a, b, x, x, x], sites)
            archive.writestr(f"{number:04d}-{a}{b}{x}3.cif", str(CifWriter(crystal)))


def memory_gb(process_id: int) -> dict[str, float]:
    """Return the resident memory of a process and its peak, in GB (Linux)."""
    status = Path(f"/proc/{process_id}/status").read_text()
    fields = dict(line.split(":", 1) for line in status.splitlines() if line.startswith(("VmRSS", "VmHWM")))
    return {
        name: int(fields[key].split()[0]) / 1024**2
        for name, key in (("resident", "VmRSS"), ("peak", "VmHWM"))
    }


def measure(page, url: str, archive: Path) -> dict[str, float]:
    """Drop the archive, predict, click a row; return the seconds of each."""
    for _ in range(120):
        try:
            page.goto(f"{url}/predict")
            break
        except Exception:  # noqa: BLE001 - the server is still starting
            time.sleep(0.5)
    page.get_by_text("Bring crystals").wait_for(timeout=60_000)
    started = time.perf_counter()
    page.locator('input[type="file"]').first.set_input_files(str(archive))
    start_button = page.locator(".st-key-run button")
    start_button.wait_for(timeout=120_000)
    read = time.perf_counter()
    start_button.click()
    page.locator(".st-key-predictions_csv").wait_for(timeout=120_000)
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]', timeout=60_000)
    predicted = time.perf_counter()
    page.get_by_test_id("stDataFrame").first.click(position={"x": 20, "y": 38 + 35 * 3 + 17})
    page.wait_for_url("**crystal=0003*", timeout=60_000)
    clicked = time.perf_counter()
    return {
        "read": read - started,
        "predict": predicted - read,
        "both": predicted - started,
        "row": clicked - predicted,
    }


def main() -> None:
    """Measure, print and save."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--crystals", type=int, default=1000)
    options = parser.parse_args()
    from playwright.sync_api import sync_playwright

    from mi_core.pretrained.store import list_models

    folder = Path(tempfile.mkdtemp())
    archive = folder / "crystals.zip"
    write_archive(archive, options.crystals)
    with running_app() as (server, url), sync_playwright() as playwright:
        browser = open_browser(playwright)
        seconds = measure(browser.new_page(viewport={"width": 1280, "height": 900}), url, archive)
        memory = memory_gb(server.pid)
        browser.close()
    shutil.rmtree(folder)
    save(
        "predict_page",
        {
            "crystals": options.crystals,
            "models": [card.name for card in list_models(system="crystals")],
            "seconds": {name: round(value, 2) for name, value in seconds.items()},
            "server_memory_gb": {name: round(value, 3) for name, value in memory.items()},
        },
    )


if __name__ == "__main__":
    main()
