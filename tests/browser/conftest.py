"""A served dashboard and a real browser. Skipped where Chromium is not installed."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from dashboard.serve import command
from pipelines.settings import load_settings
from tests.dashboard.warehouse_sample import build

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SHOTS = Path(__file__).parent / "screenshots"


class Desk:
    """A dashboard being served: its address and the home it reads."""

    def __init__(self, address: str, home: Path) -> None:
        self.address = address
        self.home = home


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    home = tmp_path_factory.mktemp("home")
    build(home, kind="real")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "DATELINE_HOME": str(home), "DATELINE_SAMPLE_HOME": str(home / "none")}
    log = (home / "served.log").open("wb")
    served = subprocess.Popen(command(load_settings(), port), env=environment, stdout=log, stderr=log, cwd=home)
    address = f"http://127.0.0.1:{port}/"
    try:
        _wait_for(f"{address}_stcore/health", served)
        yield Desk(address, home)
    finally:
        served.terminate()
        served.wait(60)
        log.close()


def _wait_for(address: str, served: subprocess.Popen[bytes]) -> None:
    for _ in range(480):
        assert served.poll() is None, "the dashboard ended as it started"
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except OSError:
            time.sleep(0.25)
    raise AssertionError("the dashboard did not answer within two minutes")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        pytest.skip("Chromium is not installed: the dashboard is not looked at in a browser")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(params=[(1400, "light"), (390, "dark")], ids=["wide-light", "narrow-dark"])
def view(request: pytest.FixtureRequest, browser: Browser, desk: Desk) -> Iterator[Page]:
    """A page of either width; afterwards: nothing was asked of another machine, and nothing of a stranger's ran."""
    width, scheme = request.param
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    page.set_default_timeout(90_000)
    asked: list[str] = []
    faults: list[str] = []
    page.on("request", lambda r: asked.append(r.url))
    page.on("websocket", lambda w: asked.append(w.url.replace("ws://", "http://")))
    page.on("pageerror", lambda e: faults.append(str(e)))
    yield page
    outside = [url for url in asked if not url.startswith((desk.address, "data:", "blob:"))]
    ran = page.evaluate("window.pwned")
    context.close()
    assert outside == []
    assert ran is None
    assert faults == []
