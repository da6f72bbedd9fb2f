"""Who listens to a job gets its lines as they come, and may end it."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from ohm_core import jobs

TALKS = "import sys, time\nfor n in range(3):\n    print('line', n, file=sys.stderr, flush=True)\n    time.sleep(0.3)\n"


def test_lines_come_while_the_job_runs_and_are_kept_too():
    heard: list[tuple[str, float]] = []
    with jobs.heard(lambda line: heard.append((line, time.monotonic()))):
        done = jobs.run([sys.executable, "-c", TALKS], Path("."))
    assert [line for line, _ in heard] == ["line 0", "line 1", "line 2"] and heard[-1][1] - heard[0][1] > 0.4 and done.err.splitlines() == [line for line, _ in heard]
    jobs.run([sys.executable, "-c", TALKS], Path("."))
    assert len(heard) == 3


def test_what_the_listener_raises_ends_the_job_and_is_raised_where_it_was_begun():
    def stop(line: str) -> None:
        raise KeyError(line)

    began = time.monotonic()
    with pytest.raises(KeyError, match="line 0"), jobs.heard(stop):
        jobs.run([sys.executable, "-c", TALKS + "time.sleep(60)"], Path("."))
    assert time.monotonic() - began < 30
