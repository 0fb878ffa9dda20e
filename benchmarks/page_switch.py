"""Seconds from `streamlit run` to the first page, and of every switch between pages in the first seconds and later.

python benchmarks/page_switch.py [--starts 3]

A switch lasts from the click in the navigation until the heading is drawn and the script has ended. The first round
starts at once, while libraries and models still load in the background; the second comes when they have.
"""

from __future__ import annotations

import argparse
import re
import time

from browser import open_browser, running_app
from record import save
from trees import ROOT

PAGES = ["Structures", "Predict", "Models", "Home"]
GROUPS = {"Structures": "Crystals", "Predict": "Crystals", "Models": "Workbench"}  # of the navigation
HEADINGS = {"Home": "Know your material"}
ENDED = '[data-testid="stApp"][data-test-script-state="notRunning"]'


def wait_for_page(page, name: str) -> None:
    """Wait for a page's heading and the end of its script."""
    page.locator("h1", has_text=HEADINGS.get(name, name)).wait_for(timeout=60_000)
    page.wait_for_selector(ENDED, timeout=60_000)


def switch(page, name: str) -> float:
    """Return the seconds that a click on a page's name takes, its group in the navigation being open, if there is one."""
    group = page.get_by_role("button", name=re.compile(f"^{GROUPS.get(name, name)}"))
    if grouped := group.count() > 0:
        group.click()
    link = page.get_by_role("menuitem" if grouped else "link", name=name)
    link.hover()  # a menu has come to rest by then
    started = time.perf_counter()
    link.click()
    wait_for_page(page, name)
    return time.perf_counter() - started


def measure(playwright, root=ROOT) -> dict:
    """Return the seconds of one start of the app of a tree, and of two rounds through its pages."""
    browser = open_browser(playwright)
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    started = time.perf_counter()
    with running_app(root) as (_, url):
        while True:
            try:
                page.goto(url)
                break
            except Exception:  # noqa: BLE001 - the server is still starting
                time.sleep(0.05)
        wait_for_page(page, "Home")
        first = time.perf_counter() - started
        early = {name: switch(page, name) for name in PAGES}
        time.sleep(8)
        later = {name: switch(page, name) for name in PAGES}
    browser.close()
    return {"first_page": first, "early": early, "later": later}


def main() -> None:
    """Measure, print and save."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--starts", type=int, default=3)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        runs = [measure(playwright) for _ in range(parser.parse_args().starts)]
    numbers = {"first_page_s": [round(run["first_page"], 2) for run in runs]}
    for round_name in ("early", "later"):
        numbers[f"{round_name}_switches_s"] = {
            name: [round(run[round_name][name], 2) for run in runs] for name in PAGES
        }
    save("page_switch", numbers)


if __name__ == "__main__":
    main()
