"""Where the programs are that open our exports."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from ohm_core.firmware.simulate.tools import node

Run = Callable[..., str]


def _foreign(name: str) -> Path:
    folder = Path(os.environ["OHM_HOME"]) / "cache" / "foreign" / name
    if not folder.is_dir():
        pytest.skip(f"{name} is not there: run `python scripts/foreign.py`")
    return folder


def _run(folder: Path, *words: str | Path, ok: bool = True) -> str:
    done = subprocess.run([str(w) for w in words], cwd=folder, capture_output=True, text=True, timeout=600, env={**os.environ, "PLATFORMIO_SETTING_ENABLE_TELEMETRY": "no", "NO_COLOR": "1"})
    assert done.returncode == 0 or not ok, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout + done.stderr


@pytest.fixture
def circuits() -> Run:
    """Runs a program of the environment with SKiDL, kinparse and WireViz: folder, program, words → what it said."""
    place = _foreign("circuits") / "bin"
    return lambda folder, program, *words, **more: _run(folder, place / program, *words, **more)


@pytest.fixture
def esphome() -> Run:
    """Runs a program of ESPHome's environment (`esphome`, `pio`)."""
    place = _foreign("esphome") / "bin"
    return lambda folder, program, *words, **more: _run(folder, place / program, *words, **more)


@pytest.fixture
def javascript() -> Run:
    """Runs a script in Node with the foreign packages: folder, script, words."""
    modules = _foreign("node") / "node_modules"

    def run(folder: Path, script: str, *words: str | Path) -> str:
        (folder / "node_modules").symlink_to(modules)
        (folder / "run.mjs").write_text(script)
        return _run(folder, node(), "run.mjs", *words)

    return run
