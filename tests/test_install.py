"""The wheel carries app, pages and data, and `ohm` works from any folder without the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel's content, as an installation has it."""
    out = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)], cwd=ROOT, check=True, capture_output=True)
    with zipfile.ZipFile(next(out.glob("*.whl"))) as wheel:
        wheel.extractall(out / "site")
    return out / "site"


def test_the_wheel_carries_app_pages_and_data(installed: Path) -> None:
    for inside in ("app/app.py", "app/pages/_frame.py", "app/.streamlit/config.toml", "data/boards/arduino-uno-r3.toml", "data/parts/led-5mm.toml", "py.typed"):
        assert (installed / "ohm_core" / inside).is_file(), inside


def test_ohm_works_from_any_folder_on_the_wheel_alone(installed: Path, tmp_path: Path) -> None:
    env = {**os.environ, "PYTHONPATH": str(installed), "OHM_HOME": str(tmp_path / "home")}
    code = "import ohm_core, sys; assert ohm_core.__file__.startswith(sys.argv[1]), ohm_core.__file__; from ohm_core.cli import main; sys.exit(main(['design', 'a button switches an LED', '--out', 'made']))"
    done = subprocess.run([sys.executable, "-c", code, str(installed)], cwd=tmp_path, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "made" / "breadboard.svg").is_file()
