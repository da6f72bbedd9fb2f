"""A PostgreSQL of its own for the tests of the store: made and started here on loopback, ended by its own process id."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ohm_core.store.database import Database, open_store

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name) if p.parent.name.isdigit() else 0)


def program(name: str) -> str:
    """The path of one of the server's programs, the newest version's; "" where it is not installed."""
    return shutil.which(name) or next((str(p / name) for p in reversed(PROGRAMS) if (p / name).exists()), "")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def cluster() -> Iterator[str]:
    """The URL of a fresh server's maintenance database."""
    if not program("initdb"):
        pytest.skip("no PostgreSQL server is installed (apt-get install postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="ohm-pg-"))
    as_other: dict[str, Any] = {}
    if os.geteuid() == 0:  # the server refuses to run as root
        as_other = {"user": "postgres", "group": "postgres", "extra_groups": []}
        shutil.chown(folder, "postgres", "postgres")
    data, port = folder / "data", free_port()
    subprocess.run([program("initdb"), "-D", str(data), "-U", "ohm", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"], check=True, cwd=folder, stdout=subprocess.DEVNULL, **as_other)
    options = {"listen_addresses": "127.0.0.1", "unix_socket_directories": str(folder), "fsync": "off", "max_connections": "60"}
    server = subprocess.Popen([program("postgres"), "-D", str(data), "-p", str(port), *(w for k, v in options.items() for w in ("-c", f"{k}={v}"))], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **as_other)
    try:
        until = time.monotonic() + 60
        while subprocess.run([program("pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]).returncode:
            assert server.poll() is None and time.monotonic() < until, "the PostgreSQL of the tests did not start"
            time.sleep(0.05)
        yield f"postgresql://ohm@127.0.0.1:{port}/postgres"
    finally:
        server.send_signal(signal.SIGINT)  # a fast shutdown
        server.wait(60)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres(cluster: str) -> Iterator[str]:
    """The URL of an empty database of this test's own."""
    from sqlalchemy import create_engine, text

    name = f"t{time.monotonic_ns()}"
    engine = create_engine(cluster.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT")
    with engine.connect() as db:
        db.execute(text(f"CREATE DATABASE {name}"))
    yield cluster.removesuffix("postgres") + name
    with engine.connect() as db:
        db.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


@pytest.fixture(params=["duckdb", "postgresql"])
def db(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty store, once in a DuckDB file and once in PostgreSQL: the same tests hold for both."""
    made = open_store(tmp_path) if request.param == "duckdb" else Database(None, request.getfixturevalue("postgres"))
    yield made
    made.close()
