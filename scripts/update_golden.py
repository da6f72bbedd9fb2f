"""Writes the golden files of tests/golden/ afresh: all projects, or those named. Read the diff before you keep it.

    python scripts/update_golden.py [PROJECT …]

Requests, scenarios and broken variants are written by hand and never touched here. The finished examples in data/examples follow.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from scripts import update_examples  # noqa: E402
from tests.golden.views import projects, views  # noqa: E402


def main(names: list[str]) -> None:
    known = {p.name: p for p in projects()}
    if unknown := [n for n in names if n not in known]:
        sys.exit(f"There is no golden project '{unknown[0]}'; there are {', '.join(known)}.")
    for project in [known[n] for n in names] or known.values():
        made = views(project)
        changed = [n for n, text in made.items() if not (f := project.folder / n).exists() or f.read_text("utf-8") != text]
        for name in changed:
            (project.folder / name).write_text(made[name], "utf-8")
        for old in [f for f in project.folder.iterdir() if f.name not in (*made, "request.txt", "scenario.yaml", "broken.toml")]:
            old.unlink()
            changed.append(f"{old.name} (removed)")
        print(f"{project.name}: {', '.join(changed) or 'as it was'}")
    update_examples.main(names or list(known))


if __name__ == "__main__":
    main(sys.argv[1:])
