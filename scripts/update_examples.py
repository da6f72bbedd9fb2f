"""Makes data/examples afresh: finished designs to start from, out of data/examples/requests.toml and of the golden projects in
tests/golden, whose words and boards are written to data/examples/golden.toml.

    python scripts/update_examples.py [NAME …]
"""

from __future__ import annotations

import json
import sys
import tomllib
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from ohm_core.design.file import design_text  # noqa: E402
from ohm_core.project.prototype import make  # noqa: E402

FOLDER = ROOT / "data" / "examples"
HEAD = "# The golden projects' words and boards; written by scripts/update_examples.py from tests/golden, do not edit.\n"


def main(names: list[str]) -> None:
    """Writes the examples of these names, all without."""
    golden = golden_words()
    (FOLDER / "golden.toml").write_text(HEAD + "".join(f"\n[{name}]\ntext = {json.dumps(text, ensure_ascii=False)}\nboard = {json.dumps(board)}\n" for name, (text, board) in golden.items()), "utf-8")
    own = {name: (text, "") for name, text in tomllib.loads((FOLDER / "requests.toml").read_text("utf-8")).items()}
    for name, (text, board) in {**own, **golden}.items():
        if not names or name in names:
            made = make(text, board=board)
            (FOLDER / f"{name}.json").write_text(design_text(replace(made.circuit.design, firmware=())), "utf-8")
            print(f"{name}: {made.design.title}, {len(made.bom)} parts, {len(made.report.errors())} errors")


def golden_words() -> dict[str, tuple[str, str]]:
    """Request and board of each golden project, by name."""
    folders = sorted(p.parent for p in (ROOT / "tests" / "golden").glob("*/request.txt"))
    return {f.name: ((f / "request.txt").read_text("utf-8").strip(), tomllib.loads((f / "broken.toml").read_text("utf-8"))["board"]) for f in folders}


if __name__ == "__main__":
    main(sys.argv[1:])
