"""What all tests share: an own OHM_HOME, no network but loopback, and in CI no skipped test."""

from __future__ import annotations

import os
import socket
from collections.abc import Generator
from pathlib import Path

import pytest

REAL_HOME = Path(os.environ.get("OHM_HOME") or Path.home() / ".ohm")
LOOPBACK = ("127.", "::1", "localhost", "0.0.0.0")
_connect = socket.socket.connect


def _local_only(sock: socket.socket, address: object) -> None:
    """A connection to anywhere but this machine is refused, so that no test leans on the network."""
    if isinstance(address, tuple) and not str(address[0]).startswith(LOOPBACK):
        raise OSError(f"the suite refuses the network: {address[0]}")
    _connect(sock, address)  # type: ignore[arg-type]


def pytest_configure(config: pytest.Config) -> None:
    socket.socket.connect = _local_only  # type: ignore[method-assign, assignment]


@pytest.fixture(scope="session", autouse=True)
def ohm_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty OHM_HOME for the session, with the Node packages and compiled caches of the real one."""
    home = tmp_path_factory.mktemp("ohm-home")
    for shared in ("tools", "cache"):
        (REAL_HOME / shared).mkdir(parents=True, exist_ok=True)
        (home / shared).symlink_to(REAL_HOME / shared)
    os.environ["OHM_HOME"] = str(home)
    return home


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With OHM_NO_SKIPS (CI) a skipped test is a failed one, with its reason."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("OHM_NO_SKIPS"):
        report.outcome = "failed"
        report.longrepr = f"skipped, but nothing may be skipped here: {report.longrepr}"
    return report
