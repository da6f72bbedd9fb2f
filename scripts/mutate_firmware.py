#!/usr/bin/env python3
"""Makes mutants of the firmware of every case in tests/behaviours, runs them through the case's scenario and tells which survive.

    python scripts/mutate_firmware.py [--way avr|python] [--cases WORDS] [--share 0.03] [--workers 2] [--write]

Verdicts are kept under OHM_HOME/cache and asked again only where program, circuit or scenario changed. Both languages are printed from one
tree, and compiling costs most of the time: of the C++ mutants of a case that runs in both ways a fixed `--share` is taken (1 for all). `--write` puts the figures into docs/figures.md and docs/firmware.md and the proofs of the forms into tests/behaviours/proofs.json.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from ohm_core.catalogue.catalogue import ohm_home  # noqa: E402
from tests.behaviours.case import WAYS, Way  # noqa: E402
from tests.behaviours.cases import CASES  # noqa: E402
from tests.behaviours.mutants import Mutant, mutants  # noqa: E402
from tests.behaviours.tally import Judged, survivors, table, write  # noqa: E402
from tests.behaviours.verdicts import digest, verdict  # noqa: E402


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--way", choices=WAYS)
    options.add_argument("--cases", default="")
    options.add_argument("--share", type=float, default=0.03)
    options.add_argument("--workers", type=int, default=2)
    options.add_argument("--write", action="store_true")
    asked = options.parse_args()
    wanted = list(_mutants(asked.way, asked.cases, asked.share))
    judged = _judged(wanted, asked.workers)
    print(table(judged))
    for one in (left := survivors(judged)):
        print(f"survives: {one.mutant.name}   {sorted(one.mutant.places)}")
    if asked.write:
        write(judged, ROOT)
    return 1 if left else 0


def _mutants(way: Way | None, words: str, share: float) -> Iterator[Mutant]:
    for case in CASES:
        if words in case.name:
            for one in case.ways:
                if way in (None, one):
                    part = share if one == "avr" and "python" in case.ways else 1.0
                    yield from (m for m in mutants(case, one) if int(m.rank[:8], 16) <= part * 0xFFFFFFFF)


def _judged(wanted: list[Mutant], workers: int) -> list[Judged]:
    """Each mutant with its verdict, from the last run where nothing changed since."""
    kept = ohm_home() / "cache" / "mutants.json"
    known: dict[str, str] = json.loads(kept.read_text("utf-8")) if kept.is_file() else {}
    keys = [digest(m) for m in wanted]
    todo = [(m, k) for m, k in zip(wanted, keys, strict=True) if k not in known]
    print(f"{len(wanted)} mutants, {len(todo)} to run", flush=True)
    started = saved = time.monotonic()
    with ProcessPoolExecutor(workers) as pool:
        running = {pool.submit(verdict, m): (m, k) for m, k in todo}
        for n, done in enumerate(as_completed(running), 1):
            mutant, key = running[done]
            known[key] = done.result()
            if known[key] != "killed":
                print(f"{known[key]}: {mutant.name}", flush=True)
            if time.monotonic() - saved > 20 or n == len(todo):
                saved = time.monotonic()
                _keep(kept, known)
                print(f"  {n} of {len(todo)} in {saved - started:.0f} s", flush=True)
    return [Judged(m, known[k]) for m, k in zip(wanted, keys, strict=True)]


def _keep(kept: Path, known: dict[str, str]) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    others: dict[str, str] = json.loads(kept.read_text("utf-8")) if kept.is_file() else {}  # another run may have written since
    part = kept.with_suffix(f".{os.getpid()}.part")
    part.write_text(json.dumps({**others, **known}), "utf-8")
    part.replace(kept)


if __name__ == "__main__":
    sys.exit(main())
