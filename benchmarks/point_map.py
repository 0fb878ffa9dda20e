"""A map of 13,000 points in five layers in Chromium: time to the first picture, and from the mouse to the words at a point.

PYTHONPATH=. python benchmarks/point_map.py
"""

from __future__ import annotations

import sys
from pathlib import Path
from statistics import median

import numpy as np
from playwright.sync_api import sync_playwright
from record import save

from mi_core.web.components.owned_component import script
from mi_core.web.components.packed_points import packed_classes, packed_points
from mi_core.web.components.point_map import FOLDER

N, LAYERS, HOVERS = 13_000, 5, 200
CHROMIUM = "/usr/bin/chromium"
FIRST = """
async ([script, style, data]) => {
  document.head.append(Object.assign(document.createElement("style"), { textContent: style }));
  const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  const component = await import(url);
  const begun = performance.now();
  const show = () => component.default({ data, parentElement: document.body, setTriggerValue() {} });
  show();
  const drawn = () => document.querySelector("[data-drawn]");
  while (!drawn()) await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame); // it is on the screen
  return performance.now() - begun;
}
"""
HOVER = """
async (hovers) => {
  const canvas = document.querySelector("canvas");
  const box = canvas.getBoundingClientRect();
  const times = [], blocked = [];
  for (let i = 0; i < hovers; i += 1) {
    const [x, y] = [0.3 + 0.4 * Math.sin(i) ** 2, 0.3 + 0.4 * Math.cos(1.7 * i) ** 2];
    const at = { clientX: box.left + x * box.width, clientY: box.top + y * box.height };
    const begun = performance.now();
    canvas.dispatchEvent(new PointerEvent("pointermove", at));
    blocked.push(performance.now() - begun);
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done))); // after the picture that shows it
    times.push(performance.now() - begun);
  }
  return [times, blocked];
}
"""
MOVE = """
async () => {
  const times = [];
  document.querySelector('[data-step="1"]').click();
  let last = performance.now();
  for (let i = 0; i < 30; i += 1) {
    await new Promise(requestAnimationFrame);
    times.push(performance.now() - last);
    last = performance.now();
  }
  return times;
}
"""


def made_up() -> dict:
    """Return what the component is given: fourteen classes that part from layer to layer."""
    rng = np.random.default_rng(0)
    labels = rng.integers(0, 14, N)
    centres = rng.normal(size=(14, 2)) * 3
    places = [rng.normal(size=(N, 2)) + centres[labels] * layer / 2 for layer in range(LAYERS)]
    texts = [f"O in BaTiO3\nfile {i}:2\nElement: O\nCoordination number: 6" for i in range(N)]
    points = packed_points([f"layer {n}" for n in range(LAYERS)], {"PCA": places, "t-SNE": places}, texts)
    colour = packed_classes("Class", [f"class {label}" for label in labels])
    state = {"layer": 0, "map": "PCA", "selected": None, "second": None, "lassoed": [], "received": None}
    return {"label": "Map", "cloud": points, "colour": colour, "height": 560, **state}


def main() -> None:
    data = made_up()
    parts = [script(FOLDER), next(FOLDER.glob("*.css")).read_text(encoding="utf-8"), data]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        firsts = []
        for _ in range(3):
            page.goto("about:blank")
            firsts.append(page.evaluate(FIRST, parts))
        times, blocked = page.evaluate(HOVER, HOVERS)
        frames = page.evaluate(MOVE)
        browser.close()
    save(
        Path(sys.argv[0]).stem,
        {
            "points": N,
            "layers": LAYERS,
            "sent_mib": round(sum(len(str(part)) for part in (data["cloud"], data["colour"])) / 2**20, 2),
            "first_picture_s": round(median(firsts) / 1000, 3),
            "hover_median_ms": round(median(times), 1),
            "hover_95_per_cent_ms": round(float(np.percentile(times, 95)), 1),
            "hover_search_median_ms": round(median(blocked), 2),
            "frame_while_moving_median_ms": round(median(frames), 1),
        },
    )


if __name__ == "__main__":
    main()
