"""The sample newsroom over HTTP: a threaded server on 127.0.0.1 that answers for every `.example` host.

What the answers are is in `answers`; here are only sockets and threads. The time the world stands at is the server's
`now`, which the caller sets; the machine's clock is never read.
"""

from __future__ import annotations

import sys
import threading
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any

from pipelines.newsroom.answers import answer
from pipelines.newsroom.content import load_newsroom


class NewsroomServer:
    """Serves the newsroom of folder `data` as it stood at `now` (aware), from entering to leaving the context.

    Raises:
        NewsroomError: on creation, when a file of the newsroom is not usable.
        OSError: on entering, when no loopback port can be had.
    """

    def __init__(self, data: Path, now: datetime) -> None:
        self.newsroom = load_newsroom(data)
        self.now = now
        self._server: ThreadingHTTPServer | None = None
        self._thread: threading.Thread | None = None

    @property
    def now(self) -> datetime:
        return self._now

    @now.setter
    def now(self, moment: datetime) -> None:
        if moment.tzinfo is None:
            raise ValueError("the newsroom's time must be aware, for example datetime(..., tzinfo=UTC)")
        self._now = moment.astimezone(UTC)

    @property
    def address(self) -> str:
        """`127.0.0.1:PORT`, while the context is entered."""
        if self._server is None:
            raise RuntimeError("the newsroom is not being served; enter its context first")
        return f"127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> NewsroomServer:
        newsroom = self

        class Handler(_Handler):
            room = newsroom

        self._server = _Server(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, name="newsroom", daemon=True
        )
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is not None and self._thread is not None:
            self._server.shutdown()
            self._server.server_close()
            self._thread.join()
            self._server = self._thread = None


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A visitor who hangs up is no fault of the server's; anything else is told as usual."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    room: NewsroomServer
    protocol_version = "HTTP/1.1"
    timeout = 30  # an idle keep-alive connection is closed, so that its thread ends

    def do_GET(self) -> None:
        self._respond(with_body=True)

    def do_HEAD(self) -> None:
        self._respond(with_body=False)

    def _respond(self, *, with_body: bool) -> None:
        now = self.room.now
        asked = {name.lower(): value for name, value in self.headers.items()}
        given = answer(self.room.newsroom, asked.get("host", ""), self.path, now, asked)
        self.send_response_only(given.status)
        self.send_header("Date", format_datetime(now, usegmt=True))
        self.send_header("Server", "newsroom")
        for name, value in given.headers:
            self.send_header(name, value)
        if given.status != 304:
            self.send_header("Content-Length", str(len(given.body)))
        self.end_headers()
        if with_body and given.status != 304:
            self.wfile.write(given.body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: what was asked is recorded by whoever asked."""
