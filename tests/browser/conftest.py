"""The app in a real Chromium, for what only a browser can show.

Nothing here asserts how long something takes: whatever is waited for has PATIENCE_S, and a wait that ends in vain says
what did not come.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import psutil
import pytest
from patience import PATIENCE_S, wait_until

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
PATIENCE_MS = 1000 * PATIENCE_S
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


@pytest.fixture
def fresh_url(tmp_path_factory, tiny_models, shared_home):
    """Address of an app of this test's own, which nobody has asked for a page yet."""
    with running_app(tmp_path_factory, {"MI_MODELS": str(tiny_models), "MI_HOME": str(shared_home)}) as url:
        yield url


@contextlib.contextmanager
def running_app(tmp_path_factory, variables: dict[str, str]):
    """Start the app with these environment variables; yield its address."""
    if not Path(CHROMIUM).exists():
        pytest.skip("needs Chromium: apt-get install chromium")
    log = tmp_path_factory.mktemp("app") / "app.log"
    environment = os.environ | {"XDG_CACHE_HOME": str(tmp_path_factory.mktemp("cache")), **variables}
    server, url = _start(environment, log)
    try:
        yield url
    finally:
        server.terminate()
        try:
            server.wait(30)
        except subprocess.TimeoutExpired:
            server.kill()


def _start(environment: dict[str, str], log: Path) -> tuple[subprocess.Popen, str]:
    """Return the process and its address; where another program took the free port meanwhile, on another one."""
    for _ in range(5):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
        command += ["--server.address", "127.0.0.1", "--server.fileWatcherType", "none"]
        with log.open("w") as output:
            server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
        url = f"http://127.0.0.1:{port}"
        wait_until(lambda: _ended(server) or _serves(server, url), f"an answer of the app at {url}")  # noqa: B023
        if not _ended(server):
            return server, url
    pytest.fail(f"the app did not start:\n{log.read_text()}")


def _ended(server: subprocess.Popen) -> bool:
    return server.poll() is not None


def _serves(server: subprocess.Popen, url: str) -> bool:
    """Whether the app answers, and not another program at the same port."""
    with (
        contextlib.suppress(OSError, psutil.Error),
        urllib.request.urlopen(f"{url}/_stcore/health", timeout=10) as answer,
    ):
        ours = {
            where.laddr.port
            for where in psutil.Process(server.pid).net_connections()
            if where.status == "LISTEN"
        }
        return answer.status == 200 and int(url.rpartition(":")[2]) in ours
    return False


@pytest.fixture(scope="session")
def browser(app_url):
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS, timeout=PATIENCE_MS)
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
        self.page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')

    def viewer(self):
        """Return the viewer's frame, once its crystal is drawn."""
        frame = self.page.frame_locator('iframe[title*="crystal_viewer"]')
        frame.locator('#frame[data-state="ready"] canvas').wait_for()
        return frame

    def overflow(self) -> float:
        """Return by how many pixels the page, or a part of it, is wider than its window, once it has come to rest."""
        self.settle()
        measured: list[list[float]] = []

        def at_rest() -> bool:
            measured.append(self.page.evaluate(SIZES))
            self.page.wait_for_timeout(300)
            return len(measured) > 5 and all(sizes == measured[-1] for sizes in measured[-5:])

        wait_until(at_rest, f"a layout of {self.page.url} that no longer changes")
        return max(measured[-1][1:]) - measured[-1][0]


SIZES = """() => {
  const parts = [...document.querySelectorAll('[data-testid=stMain] > *')].map((part) => part.scrollWidth);
  const root = document.documentElement;
  return [root.clientWidth, root.scrollWidth, ...parts];
}"""


@pytest.fixture(scope="module")
def tab(browser, app_url):
    """Open tabs with `tab(width=…, dark=…, url=…)`; at the end none may have complained in the console."""
    opened = []

    def open_tab(*, width: int = 1280, height: int = 900, dark: bool = False, url: str = app_url) -> Tab:
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light"
        )
        context.set_default_timeout(PATIENCE_MS)
        opened.append((context, Tab(context.new_page(), url)))
        return opened[-1][1]

    yield open_tab
    complaints = [complaint for _, page in opened for complaint in page.complaints]
    for context, _ in opened:
        context.close()
    assert not complaints, complaints
