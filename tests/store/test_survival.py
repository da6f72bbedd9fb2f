"""What was acknowledged survives a killed process, a full disk and a second process at the door."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROUNDS = 6

WRITER = """
import sys
from pathlib import Path
from ohm_core.store.database import open_store
from ohm_core.store import messages, projects
db = open_store(Path(sys.argv[1]))
project = (projects.listed(db, "ann") or [projects.create(db, "ann", "P")])[0]
print("open", flush=True)
while True:
    print(messages.add(db, "ann", project, "user", "x" * 200).sequence, flush=True)
"""

READER = """
import json, sys
from pathlib import Path
from ohm_core.store.database import open_store
from ohm_core.store import messages, projects
db = open_store(Path(sys.argv[1]))
print(json.dumps([m.sequence for m in messages.listed(db, "ann", projects.listed(db, "ann")[0])]))
"""

HOLDER = """
import sys, time
from pathlib import Path
from ohm_core.store.database import open_store
from ohm_core.store import projects
db = open_store(Path(sys.argv[1]))
projects.listed(db, "ann")
db.announce("http://127.0.0.1:8501")
print("open", flush=True)
time.sleep(60)
"""

FULL = """
import resource, signal, sys
from pathlib import Path
from ohm_core.errors import OhmError
from ohm_core.store.database import open_store
from ohm_core.store import messages, projects
db = open_store(Path(sys.argv[1]))
project = projects.create(db, "ann", "P")
messages.add(db, "ann", project, "user", "before")
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
soft = max(p.stat().st_size for p in Path(sys.argv[1]).iterdir()) + 20_000
resource.setrlimit(resource.RLIMIT_FSIZE, (soft, resource.RLIM_INFINITY))
kept, said = 1, ""
for i in range(2000):
    try:
        messages.add(db, "ann", project, "user", "y" * 5000)
        kept += 1
    except OhmError as error:
        said = error.kind + ": " + error.message
        break
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
print(said)
print(len(messages.listed(db, "ann", project)) >= kept, messages.add(db, "ann", project, "user", "after").sequence > kept)
"""


def child(code: str, home: Path) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", code, str(home)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})


def test_no_acknowledged_message_is_lost_when_the_process_is_killed(tmp_path):
    acknowledged = 0
    for turn in range(ROUNDS):
        writer = child(WRITER, tmp_path)
        assert writer.stdout.readline().strip() == "open", writer.stderr.read()
        deadline = time.monotonic() + random.Random(turn).uniform(0.02, 0.25)
        lines = []
        while time.monotonic() < deadline:
            lines.append(writer.stdout.readline())
        writer.kill()
        lines += writer.stdout.read().splitlines(keepends=True)
        writer.wait()
        acknowledged = max([acknowledged, *(int(x) for x in lines if x.endswith("\n"))])
    out, err = child(READER, tmp_path).communicate(timeout=60)
    kept = json.loads(out or err)
    assert kept[:acknowledged] == list(range(1, acknowledged + 1)) and acknowledged > 20


def test_a_second_process_is_told_who_holds_the_store(tmp_path):
    holding = child(HOLDER, tmp_path)
    assert holding.stdout.readline().strip() == "open", holding.stderr.read()
    try:
        _, err = child(READER, tmp_path).communicate(timeout=60)
        last = err.strip().splitlines()[-1]
        assert "Locked" in last and "http://127.0.0.1:8501" in last and str(holding.pid) in last
    finally:
        holding.kill()
        holding.wait()
    _out, err = child(READER, tmp_path).communicate(timeout=60)
    assert "IndexError" in err  # opened at once after the holder died: nothing but an empty shelf


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits are POSIX")
def test_a_full_disk_is_one_sentence_and_nothing_is_lost(tmp_path):
    out, err = child(FULL, tmp_path).communicate(timeout=120)
    said, verdict = out.strip().splitlines()
    assert said.startswith("disk_full: The disk"), (said, err)
    assert verdict == "True True"
