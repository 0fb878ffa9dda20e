"""Seconds from a step of the Screening page's threshold to new counts and maps: on the server, and in a browser.

PYTHONPATH=. python benchmarks/threshold_slider.py [--steps 20]

Server: the work of one answer for all 249,984 candidates: count, colour three maps, make a page of the table. Browser: from
the key that moves the slider to the new number on the page, and until the script has ended and the maps are painted: each of
the three tells by element as many stable candidates as the page counts, and the browser has shown a frame since.
"""

from __future__ import annotations

import argparse
import json
import time
from statistics import median

from browser import open_browser, running_app
from record import median_seconds, save

ENDED = '[data-testid="stApp"][data-test-script-state="notRunning"]'
MAP = ".st-key-screening_maps .map"
THUMB = "[class*=st-key-screening_threshold] input"
COUNT = "[...document.querySelectorAll('[data-testid=stMetricValue]')][1]?.textContent"
# The maps lie in a shadow root; a cell says "Ba: 100 stable of 400 candidates, 25 %".
DRAWN = f"""() => {{
  const host = [...document.querySelectorAll('.st-key-screening_maps *')].find((node) => node.shadowRoot);
  const maps = [...host.shadowRoot.querySelectorAll('.map')];
  const told = (cell) => Number(cell.ariaLabel.match(/([\\d,]+) stable/)?.[1].replaceAll(',', '') ?? 0);
  const sum = (map) => [...map.querySelectorAll('.cell')].reduce((n, cell) => n + told(cell), 0);
  return maps.length === 3 && maps.every((map) => sum(map) === Number({COUNT}.replaceAll(',', '')));
}}"""
# The second callback comes when the frame that the first one was for has been handed over.
PAINTED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def on_the_server() -> dict:
    """Return the median seconds of the parts of one answer."""
    from mi_core.screening.figures.maps import site_tables
    from mi_core.screening.full import full_screening
    from mi_core.screening.maps import stability_maps
    from mi_core.screening.web.ranking import counts_by_site
    from mi_core.screening.web.table import ROWS_PER_PAGE, table

    frame = full_screening().sort_values("value", kind="stable", ignore_index=True)
    maps = stability_maps(frame)

    def draw() -> None:
        json.dumps(site_tables(*counts_by_site(maps, 0.05)))

    return {
        "candidates": len(frame),
        "count_s": round(median_seconds(lambda: counts_by_site(maps, 0.05), repeats=20), 4),
        "count_and_three_maps_s": round(median_seconds(draw, repeats=20), 4),
        "page_of_the_table_s": round(
            median_seconds(lambda: table(frame.head(ROWS_PER_PAGE), 0), repeats=20), 4
        ),
    }


def in_the_browser(playwright, steps: int) -> dict:
    """Return the seconds of `steps` single steps of the slider."""
    browser = open_browser(playwright)
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    with running_app() as (_, url):
        started = time.perf_counter()
        while True:
            try:
                page.goto(f"{url}/screening")
                break
            except Exception:  # noqa: BLE001 - the server is still starting
                time.sleep(0.05)
        page.locator(MAP).first.wait_for(timeout=60_000)
        maps_after = time.perf_counter() - started
        page.locator('iframe[title*="crystal_viewer"]').wait_for(timeout=60_000)
        page.wait_for_selector(ENDED, timeout=60_000)
        time.sleep(8)  # libraries and models still load in the background
        thumb = page.locator(THUMB)
        thumb.focus()
        numbers, drawn = [], []
        for _ in range(steps):
            before = page.evaluate(COUNT)
            began = time.perf_counter()
            page.keyboard.press("ArrowRight")
            page.wait_for_function(f"{COUNT} !== {before!r}", polling=5)
            numbers.append(time.perf_counter() - began)
            page.wait_for_function(DRAWN, polling=5)
            page.wait_for_selector(ENDED)
            page.evaluate(PAINTED)
            drawn.append(time.perf_counter() - began)
            page.wait_for_timeout(300)
    browser.close()
    return {
        "start_of_the_server_to_first_map_s": round(maps_after, 2),
        "steps": steps,
        "to_new_counts_s": {"median": round(median(numbers), 3), "worst": round(max(numbers), 3)},
        "to_new_maps_and_end_of_script_s": {"median": round(median(drawn), 3), "worst": round(max(drawn), 3)},
    }


def main() -> None:
    """Measure, print and save."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=20)
    from playwright.sync_api import sync_playwright

    server = on_the_server()
    with sync_playwright() as playwright:
        browser = in_the_browser(playwright, parser.parse_args().steps)
    save("threshold_slider", {"server": server, "browser": browser})


if __name__ == "__main__":
    main()
