"""Child processes end when their time, memory or output is used up, with all that they started."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from ohm_core.errors import Missing
from ohm_core.jobs import Limits, run


def test_a_job_gives_its_code_and_what_it_said(tmp_path: Path) -> None:
    done = run([sys.executable, "-c", "import sys; print('out'); print('err', file=sys.stderr); sys.exit(3)"], tmp_path)
    assert (done.code, done.out, done.err, done.ok) == (3, "out\n", "err\n", False)


def test_a_job_that_takes_too_long_is_stopped_with_its_children(tmp_path: Path) -> None:
    program = "import subprocess, sys, time\nchild = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\nprint(child.pid, flush=True)\ntime.sleep(60)"
    started = time.monotonic()
    done = run([sys.executable, "-c", program], tmp_path, Limits(seconds=1))
    assert time.monotonic() - started < 10 and "stopped after 1 s" in done.why
    time.sleep(0.2)
    state = Path(f"/proc/{int(done.out)}/stat")
    assert not state.exists() or state.read_text().split()[2] == "Z"  # gone, or dead and not yet collected


@pytest.mark.skipif(os.name != "posix", reason="address space is limited on POSIX only")
def test_a_job_cannot_take_more_memory_than_it_may(tmp_path: Path) -> None:
    done = run([sys.executable, "-c", "x = bytearray(800_000_000)"], tmp_path, Limits(memory_mb=400))
    assert not done.ok and "MemoryError" in done.err


def test_a_job_that_writes_without_end_is_stopped(tmp_path: Path) -> None:
    done = run([sys.executable, "-c", "while True: print('x' * 1000)"], tmp_path, Limits(seconds=20, output_bytes=100_000))
    assert "wrote more than" in done.why and len(done.out) <= 100_000


def test_a_job_sees_no_secrets_of_its_parent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    done = run([sys.executable, "-c", "import os; print('OPENAI_API_KEY' in os.environ)"], tmp_path)
    assert done.out.strip() == "False"


def test_a_program_that_is_not_there_is_missing(tmp_path: Path) -> None:
    with pytest.raises(Missing, match="no-such-program"):
        run(["no-such-program"], tmp_path)
