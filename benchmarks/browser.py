"""The app and a browser, for benchmarks that measure what a reader waits for."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from contextlib import contextmanager

from trees import ROOT

FLAGS = [
    "--no-sandbox",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-background-networking",
]


@contextmanager
def running_app(root=ROOT):
    """Start the app of a tree on a free port; yield its process and address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    command += ["--server.address", "127.0.0.1"]
    server = subprocess.Popen(command, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield server, f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(10)


def open_browser(playwright):
    """Start Chromium without a display."""
    chromium = shutil.which("chromium") or os.environ.get("CHROMIUM")
    return playwright.chromium.launch(executable_path=chromium, args=FLAGS)
