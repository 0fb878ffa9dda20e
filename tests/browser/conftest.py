"""The app in a real Chromium, for what only a browser can show."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",  # CI runs as root
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
    "--disable-background-networking",
]


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in Path(item.path).parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def app_url(tmp_path_factory, tiny_models, shared_home):
    """Address of the app with small models, started on a free port with an empty cache."""
    with running_app(tmp_path_factory, {"MI_MODELS": str(tiny_models), "MI_HOME": str(shared_home)}) as url:
        yield url


@pytest.fixture(scope="session")
def shipped_url(tmp_path_factory, shared_home):
    """Address of the app with the models that ship."""
    with running_app(tmp_path_factory, {"MI_HOME": str(shared_home)}) as url:
        yield url


@contextlib.contextmanager
def running_app(tmp_path_factory, variables: dict[str, str]):
    """Start the app with these environment variables; yield its address."""
    if not Path(CHROMIUM).exists():
        pytest.skip("needs Chromium: apt-get install chromium")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = tmp_path_factory.mktemp("app") / "app.log"
    environment = os.environ | {
        "XDG_CACHE_HOME": str(tmp_path_factory.mktemp("cache")),
        **variables,
    }
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    command += ["--server.address", "127.0.0.1", "--server.fileWatcherType", "none"]
    with log.open("w") as output:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_until_healthy(url, server, log)
        yield url
    finally:
        server.terminate()
        server.wait(10)


def _wait_until_healthy(url: str, server: subprocess.Popen, log: Path) -> None:
    for _ in range(240):
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=1) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.25)
    pytest.fail(f"the app did not start:\n{log.read_text()}")


@pytest.fixture(scope="session")
def browser(app_url):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


class Tab:
    """A page of the app, and what it complained about."""

    def __init__(self, page, url: str) -> None:
        self.page, self.url, self.complaints = page, url, []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(f"pageerror: {error}"))

    def _console(self, message) -> None:
        # Opened at /page, Streamlit's own front end first asks below /page/ for two files that lie at the root.
        probing = "/_stcore/" in message.location["url"] and "404" in message.text
        if message.type == "error" and not probing:
            self.complaints.append(f"{message.text} @ {message.location}")

    def open(self, path: str = "") -> None:
        self.page.goto(f"{self.url}/{path}")
        self.settle()

    def settle(self) -> None:
        """Wait until the script has run to its end."""
        self.page.wait_for_selector(
            '[data-testid="stApp"][data-test-script-state="notRunning"]', timeout=30_000
        )

    def viewer(self):
        """Return the viewer's frame, once its crystal is drawn."""
        frame = self.page.frame_locator('iframe[title*="crystal_viewer"]')
        frame.locator('#frame[data-state="ready"] canvas').wait_for(timeout=60_000)
        return frame


@pytest.fixture(scope="module")
def tab(browser, app_url):
    """Open tabs with `tab(width=…, dark=…)`; at the end none may have complained in the console."""
    opened = []

    def open_tab(*, width: int = 1280, height: int = 900, dark: bool = False) -> Tab:
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light"
        )
        opened.append((context, Tab(context.new_page(), app_url)))
        return opened[-1][1]

    yield open_tab
    complaints = [complaint for _, page in opened for complaint in page.complaints]
    for context, _ in opened:
        context.close()
    assert not complaints, complaints
