"""A server of our own in a process of its own, and a headless browser that looks at it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CHROME = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome") or ""
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
SERVE = "import sys; from ohm_core.server.run import serve; serve(int(sys.argv[1]))"


class Served:
    """The dashboard at a port of its own over one OHM_HOME; it can be stopped, killed and started again."""

    def __init__(self, home: Path) -> None:
        self.home = home
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        env = {**os.environ, "OHM_HOME": str(self.home), "PYTHONPATH": str(ROOT)}
        self.process = subprocess.Popen([sys.executable, "-c", SERVE, str(self.port)], cwd=self.home, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{self.address}/api/health", timeout=1).read()
                return
            except OSError:
                if self.process.poll() is not None:
                    raise AssertionError(self.process.stdout.read()) from None
                time.sleep(0.1)
        raise AssertionError("the dashboard did not answer within 30 s")

    def stop(self, kill: bool = False) -> None:
        if self.process and self.process.poll() is None:
            self.process.kill() if kill else self.process.terminate()
            self.process.wait(timeout=20)


@pytest.fixture
def served(tmp_path: Path, ohm_home: Path) -> Iterator[Served]:
    home = tmp_path / "home"
    home.mkdir()
    (home / "cache").symlink_to((ohm_home / "cache").resolve())
    made = Served(home)
    made.start()
    yield made
    made.stop()


@pytest.fixture(scope="session")
def browser():
    if not CHROME:
        pytest.skip("no Chromium: apt install chromium")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=20_000)  # the machine may be busy with other tests
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=CHROME, args=FLAGS)
        yield made
        made.close()


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    made = context.new_page()
    made.set_default_timeout(20_000)
    made.problems = []
    made.on("pageerror", lambda error: made.problems.append(str(error)))
    made.on("request", lambda r: made.problems.append(f"asked the network for {r.url}") if not r.url.startswith(("http://127.0.0.1", "data:", "blob:")) else None)
    yield made
    context.close()
