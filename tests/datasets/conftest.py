"""A local HTTP server that behaves as told, and an empty home for the cache."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from mi_core.datasets import download

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass
class LocalServer:
    """Serves `files` (path → bytes); `answers` (path → function of the handler) overrides a path."""

    url: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    answers: dict[str, Callable] = field(default_factory=dict)
    requests: list[tuple[str, str | None]] = field(default_factory=list)  # path with query, Range header
    break_after: int | None = None  # bytes of each answer after which the connection is cut
    ranges: bool = True

    @staticmethod
    def reply(handler: BaseHTTPRequestHandler, status: int, body: bytes) -> None:
        """Send one complete answer."""
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)


def _handler(server: LocalServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_):
            pass

        def do_GET(self):
            server.requests.append((self.path, self.headers.get("Range")))
            path = self.path.partition("?")[0]
            if path in server.answers:
                return server.answers[path](self)
            if path not in server.files:
                return server.reply(self, 404, b"")
            return self.send_file(server.files[path])

        def send_file(self, body: bytes):
            wanted = self.headers.get("Range") if server.ranges else None
            start = int(wanted.removeprefix("bytes=").partition("-")[0]) if wanted else 0
            if start >= len(body):
                return server.reply(self, 416, b"")
            self.send_response(206 if wanted else 200)
            if wanted:
                self.send_header("Content-Range", f"bytes {start}-{len(body) - 1}/{len(body)}")
            self.send_header("Content-Length", str(len(body) - start))
            self.end_headers()
            rest = body[start:]
            self.wfile.write(rest[: server.break_after])
            if server.break_after is not None and server.break_after < len(rest):
                self.close_connection = True
            return None

    return Handler


@pytest.fixture
def server(monkeypatch):
    """A fresh local server; retries do not pause."""
    monkeypatch.setattr(download, "PAUSE_S", 0.0)
    for proxy in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(proxy, raising=False)
    state = LocalServer()
    http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(state))
    state.url = f"http://127.0.0.1:{http.server_port}"
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield state
    http.shutdown()
    http.server_close()
    thread.join()


@pytest.fixture
def home(tmp_path, monkeypatch):
    """An empty cache, and no folder of the user's own."""
    monkeypatch.setenv("MI_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("MI_DATA_DIR", raising=False)
    return tmp_path / "home"
