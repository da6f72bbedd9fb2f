"""What `start.py` and `test.py` share: a virtual environment of the locked versions, made with the standard library alone."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def say(text: str) -> None:
    print(text, flush=True)


def run(*words: str, quiet: bool = False, env: dict[str, str] | None = None) -> int:
    """Exit code of a command run in the checkout."""
    return subprocess.run(words, cwd=ROOT, stdout=subprocess.DEVNULL if quiet else None, env=env).returncode


def environment(lock: str) -> None:
    """.venv with exactly the packages of requirements/LOCK, made or brought up to date only when something changed. Exits with one sentence on failure."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this file runs before anything is installed
        sys.exit(f"OHM needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    wanted = ROOT / "requirements" / lock
    stamp = VENV / f".ohm-{lock}"
    now = hashlib.sha256(wanted.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == now:
        return
    say(f"Setting up {VENV.name} from requirements/{lock} (once, a few minutes) …")
    if not PYTHON.exists():
        make_environment(VENV)
    if run(str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", str(wanted)):
        sys.exit("The packages could not be installed; see the lines above.")
    if run(str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--no-build-isolation", "--editable", "."):
        sys.exit("OHM itself could not be installed into .venv; see the lines above.")
    stamp.write_text(now)


def make_environment(folder: Path) -> Path:
    """An empty environment in FOLDER, by venv, or by virtualenv where the system's Python comes without ensurepip; its Python. Exits with one sentence on failure."""
    python = folder / PYTHON.relative_to(VENV)
    if run(sys.executable, "-m", "venv", str(folder), quiet=True) == 0:
        return python
    tools = ROOT / ".venv-tools"
    say("This Python has no ensurepip; using virtualenv instead.")
    if run(sys.executable, "-m", "pip", "install", "--quiet", "--target", str(tools), "virtualenv"):
        sys.exit("Neither venv nor virtualenv is to be had: install python3-venv, then try again.")
    if run(sys.executable, "-m", "virtualenv", "--clear", "--quiet", str(folder), env={**os.environ, "PYTHONPATH": str(tools)}):
        sys.exit("The virtual environment could not be made; install python3-venv, then try again.")
    return python
