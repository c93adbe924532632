"""Serves the 258 real pages at their own addresses, over HTTPS and HTTP on one loopback port.

The first byte of a connection tells TLS from plain text; each host gets a certificate of the server's own authority by
the name it is asked for. As a fixture: `replay_server` of tests/replay/plugin.py. By hand:

    python -m tests.replay.server --port 8443 --write-sources sources.yml --write-ca ca.pem

and `dateline run --sources sources.yml` with the settings that it prints.
"""

from __future__ import annotations

import argparse
import hashlib
import socket
import ssl
import sys
import threading
from collections.abc import Sequence
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import unquote, urlsplit

import trustme

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.replay.corpus import ABSENT, TruePage, corpus_file, load_corpus
from tests.replay.feeds import FEED_PATH, ROBOTS, by_host, rss, sources_yml

Answer = tuple[str, bytes]


class ReplayServer:
    """A context manager: serves `pages` until it is left. `address` is host:port; `requests` counts what was asked.

    `paths_asked` holds (host, path) of every request in order, for tests that count them.
    """

    def __init__(self, pages: Sequence[TruePage], *, port: int = 0) -> None:
        self.pages = tuple(pages)
        self.paths_asked: list[tuple[str, str]] = []
        self._authority = trustme.CA()
        self._answers = _answers(self.pages)
        self._server = _Server(("127.0.0.1", port), _Handler)
        self._server.site = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def address(self) -> str:
        host, port = self._server.server_address[:2]
        return f"{host!s}:{port}"

    @property
    def requests(self) -> int:
        return len(self.paths_asked)

    def __enter__(self) -> ReplayServer:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer(self, host: str, target: str) -> Answer | None:
        """Content type and body for a request target on a host, or None."""
        self.paths_asked.append((host, target))
        if target == "/robots.txt":
            return "text/plain", ROBOTS.encode()
        return self._answers.get((host, _same(target)))

    def write_ca(self, path: Path) -> Path:
        """Write the certificate of the server's authority, for `DATELINE_COLLECT__REPLAY_CA_FILE`."""
        self._authority.cert_pem.write_to_path(str(path))
        return path

    def write_sources(self, path: Path) -> Path:
        """Write a list of sources that names each host's feed."""
        path.write_text(sources_yml(self.pages), encoding="utf-8")
        return path

    def settings(self, ca_file: Path) -> dict[str, str]:
        """The environment under which `dateline` finds the pages here."""
        return {
            "DATELINE_COLLECT__REPLAY_ADDRESS": self.address,
            "DATELINE_COLLECT__REPLAY_CA_FILE": str(ca_file),
            "DATELINE_COLLECT__DELAY_SECONDS": "0",
        }

    @lru_cache(maxsize=1_000)  # noqa: B019 - one server lives as long as its certificates
    def context(self, host: str) -> ssl.SSLContext:
        """A TLS context with a certificate for `host`."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._authority.issue_cert(host, key_type=trustme.KeyType.ECDSA).configure_cert(context)
        return context


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128
    site: ReplayServer

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is its own matter."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 30
    server: _Server

    def setup(self) -> None:
        connection: socket.socket = self.request
        connection.settimeout(self.timeout)
        if connection.recv(1, socket.MSG_PEEK) == b"\x16":
            outer = self.server.site.context("replay.example")
            outer.sni_callback = self._choose
            self.request = outer.wrap_socket(connection, server_side=True)
        super().setup()

    def _choose(self, wrapped: Any, name: str | None, _: ssl.SSLContext) -> None:
        if name:
            wrapped.context = self.server.site.context(name)

    def do_GET(self) -> None:
        host = (self.headers.get("Host") or "").partition(":")[0].lower()
        found = self.server.site.answer(host, self.path)
        if found is None:
            self._send(404, "text/plain", b"no such page in the replay\n")
            return
        tag = '"' + hashlib.sha256(found[1]).hexdigest()[:16] + '"'
        if self.headers.get("If-None-Match") == tag:
            self._send(304, found[0], b"", tag)
        else:
            self._send(200, *found, tag)

    def _send(self, status: int, content_type: str, body: bytes, tag: str | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        if tag:
            self.send_header("ETag", tag)
        self.end_headers()
        self.wfile.write(body)

    def finish(self) -> None:
        super().finish()
        if isinstance(self.request, ssl.SSLSocket):
            self.request.close()

    def log_message(self, format: str, *args: Any) -> None:
        """Requests are counted by the server, not written out."""


def _answers(pages: Sequence[TruePage]) -> dict[tuple[str, str], Answer]:
    answers: dict[tuple[str, str], Answer] = {}
    for host, own in by_host(pages).items():
        answers[host, FEED_PATH] = "application/rss+xml; charset=utf-8", rss(host, own)
        for page in own:
            parts = urlsplit(page.url)
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            answers[host, _same(target)] = "text/html; charset=utf-8", page.html
    return answers


def _same(target: str) -> str:
    """A request target in one spelling, whatever of it was percent-encoded."""
    return unquote(target.partition("#")[0])


def main() -> int:
    parser = argparse.ArgumentParser(description="Serve the 258 real pages at their own addresses on loopback.")
    parser.add_argument("--port", type=int, default=8443)
    parser.add_argument("--write-sources", type=Path, metavar="FILE", default=Path("replay-sources.yml"))
    parser.add_argument("--write-ca", type=Path, metavar="FILE", default=Path("replay-ca.pem"))
    given = parser.parse_args()
    path = corpus_file()
    if path is None:
        print(ABSENT, file=sys.stderr)
        return 2
    with ReplayServer(load_corpus(path), port=given.port) as server:
        server.write_sources(given.write_sources)
        server.write_ca(given.write_ca)
        for name, value in server.settings(given.write_ca.resolve()).items():
            print(f"export {name}={value}")
        print(f"dateline run --sources {given.write_sources}", flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
