"""Times as ratios to a reference measured in the same run: `python tests/bench/ratios.py`. Prints a table; asserts nothing.

Each figure is the median of several alternating runs, so that a slow moment of the machine hits both sides.
"""

from __future__ import annotations

import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEXT = "water my tomatoes when the soil is dry, battery powered, under $40"
IN_PROCESS = f"""
import time
from ohm_core.project.prototype import make
make({TEXT!r}).answer()
t = time.perf_counter()
make({TEXT!r}).answer()
print(time.perf_counter() - t)
"""


@dataclass(frozen=True)
class Figure:
    """One ratio against its bound."""

    name: str
    value: float
    bound: float
    detail: str

    def line(self) -> str:
        return f"{self.name:42} {self.value:8.2f}  at most {self.bound:<8g} {'ok' if self.value <= self.bound else 'OVER'}   {self.detail}"


def wall(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def medians(a: Callable[[], float], b: Callable[[], float], runs: int) -> tuple[float, float]:
    """Medians of A and B, taken in turn after one warm-up of each."""
    a(), b()
    pairs = [(a(), b()) for _ in range(runs)]
    return statistics.median(p[0] for p in pairs), statistics.median(p[1] for p in pairs)


def commands(runs: int) -> list[Figure]:
    python = sys.executable
    pandas = [python, "-c", "import pandas"]
    cold, reference = medians(lambda: wall([python, "-m", "ohm_core", "design", TEXT, "--json"]), lambda: wall(pandas), runs)
    warm = statistics.median(float(subprocess.run([python, "-c", IN_PROCESS], cwd=ROOT, check=True, capture_output=True, text=True).stdout) for _ in range(runs))
    bare, pydantic = medians(lambda: wall([python, "-c", "import ohm_core"]), lambda: wall([python, "-c", "import pydantic\nclass A(pydantic.BaseModel):\n    x: int"]), runs)
    return [
        Figure("ohm design, cold / import pandas", cold / reference, 3.0, f"{cold:.2f} s / {reference:.2f} s"),
        Figure("a design in process / import pandas", warm / reference, 0.6, f"{warm:.3f} s / {reference:.2f} s"),
        Figure("import ohm_core - import pydantic, in ms", (bare - pydantic) * 1e3, 30.0, f"{bare:.3f} s / {pydantic:.3f} s"),
    ]


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


def serve(command: Callable[[int], list[str]], env: dict[str, str]) -> tuple[float, float]:
    """Seconds until the page is drawn in a browser, and idle resident memory in MB, of a server started here and ended here."""
    from playwright.sync_api import sync_playwright

    port = free_port()
    start = time.perf_counter()
    server = subprocess.Popen(command(port), cwd=ROOT, env={**os.environ, **env}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        with sync_playwright() as p:
            browser = p.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"])
            page = browser.new_page()
            while True:
                try:
                    page.goto(f"http://127.0.0.1:{port}", timeout=2000)
                    break
                except Exception:
                    if time.perf_counter() - start > 60:
                        raise
                    time.sleep(0.05)
            page.wait_for_selector("[data-testid=stChatInput]", timeout=60_000)
            ready = time.perf_counter() - start
            browser.close()
        time.sleep(2)
        return ready, resident(server.pid)
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(20)


def resident(pid: int) -> float:
    """Resident memory in MB of a process and its children."""
    pids = [str(pid), *subprocess.run(["ps", "--ppid", str(pid), "-o", "pid="], capture_output=True, text=True).stdout.split()]
    return sum(int(line.split()[1]) for p in pids for line in Path(f"/proc/{p}/status").read_text().splitlines() if line.startswith("VmRSS")) / 1024


def dashboard(runs: int) -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder) / "bare.py"
        bare.write_text("import streamlit as st\nst.title('bare')\nst.chat_input('say')\n")
        home = {"OHM_HOME": folder}
        ours, theirs = [], []
        for _ in range(runs):
            theirs.append(serve(lambda port: [sys.executable, "-m", "streamlit", "run", str(bare), "--server.port", str(port), "--server.address", "127.0.0.1", "--server.headless", "true", "--browser.gatherUsageStats", "false"], home))
            ours.append(serve(lambda port: [sys.executable, "-m", "ohm_core", "serve", "--port", str(port), "--no-browser"], home))
    a, b = statistics.median(x[0] for x in ours), statistics.median(x[0] for x in theirs)
    m, n = statistics.median(x[1] for x in ours), statistics.median(x[1] for x in theirs)
    return [Figure("dashboard ready / bare Streamlit page", a / b, 1.7, f"{a:.2f} s / {b:.2f} s"), Figure("idle memory above it, in MB", m - n, 120.0, f"{m:.0f} MB / {n:.0f} MB")]


def rules(runs: int) -> list[Figure]:
    """Our rules over circuits of about 1,000 and 9,000 pins, against SKiDL's own check of the same netlist, in its own process."""
    from ohm_core.formats.skidl import skidl
    from ohm_core.project.prototype import Prototype
    from ohm_core.rules import check
    from tests.rules.test_run import blocks

    def ours(count: int) -> float:
        made = blocks(count)
        start = time.perf_counter()
        check(made)
        return time.perf_counter() - start

    script = skidl(Prototype.from_design(blocks(70).design)).files["design.py"].decode().replace("ERC()\ngenerate_netlist(file_=\"design.net\", tool=KICAD8)", "import time\nstart = time.perf_counter()\nERC()\nprint('ERC', time.perf_counter() - start)")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "design.py"
        path.write_text(script)
        python = Path(os.environ.get("OHM_HOME") or Path.home() / ".ohm") / "cache" / "foreign" / "circuits" / "bin" / "python"
        lines = subprocess.run([str(python), str(path)], cwd=folder, check=True, capture_output=True, text=True).stdout.splitlines()
        theirs = float(next(x.split()[1] for x in lines if x.startswith("ERC ")))
    small, large = (statistics.median(ours(n) for _ in range(runs)) for n in (70, 630))
    return [Figure("rules over 1,000 pins / SKiDL's ERC", small / theirs, 1.0, f"{small:.3f} s / {theirs:.3f} s"), Figure("rules: 9 times the pins, times the work", large / small, 13.5, f"{large:.2f} s / {small:.3f} s")]


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    for figure in [*commands(count), *rules(count), *dashboard(max(1, count // 2))]:
        print(figure.line(), flush=True)
