"""`ohm chat` where an agent must ask: the person at the terminal answers; without one the answer goes on and says so."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ohm_core.agents.speaker import set_limit
from ohm_core.workshop import Workshop

pty = pytest.importorskip("pty")
ASK = (sys.executable, "-m", "ohm_core", "chat", "Lamp", "a red LED that blinks every second")


@pytest.fixture
def home(tmp_path: Path, ohm_home: Path) -> Path:
    (tmp_path / "cache").symlink_to((ohm_home / "cache").resolve())
    shop = Workshop(tmp_path)
    project = shop.create("Lamp")
    shop.permit(project, "propose_design", "ask")
    set_limit(shop.shelf, "ask_s", 20)
    shop.store.close()
    return tmp_path


def designed(home: Path) -> bool:
    shop = Workshop(home)
    found = shop.prototype(shop.projects()[0]) is not None
    shop.store.close()
    return found


@pytest.mark.parametrize(("word", "made"), [("y\n", True), ("n\n", False)])
def test_the_person_at_the_terminal_answers(home: Path, word: str, made: bool) -> None:
    ours, theirs = pty.openpty()
    os.write(ours, word.encode())
    done = subprocess.run(ASK, stdin=theirs, capture_output=True, text=True, env={**os.environ, "OHM_HOME": str(home)}, timeout=120)
    os.close(theirs)
    os.close(ours)
    assert "asks to use propose_design" in done.stdout + done.stderr and designed(home) is made, done.stderr


def test_without_a_terminal_it_is_said_where_to_answer_and_the_answer_goes_on(home: Path) -> None:
    shop = Workshop(home)
    set_limit(shop.shelf, "ask_s", 1)
    shop.store.close()
    done = subprocess.run(ASK, stdin=subprocess.DEVNULL, capture_output=True, text=True, env={**os.environ, "OHM_HOME": str(home)}, timeout=120)
    assert "Answer on the Build page within 1 s" in done.stderr and "waits for the person" in done.stdout and not designed(home)
