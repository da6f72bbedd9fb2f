"""Makes data/examples/*.json afresh from data/examples/requests.toml: finished designs to start from.

    python scripts/update_examples.py
"""

from __future__ import annotations

import sys
import tomllib
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from ohm_core.design.file import design_text  # noqa: E402
from ohm_core.project.prototype import make  # noqa: E402


def main() -> None:
    folder = ROOT / "data" / "examples"
    for name, request in tomllib.loads((folder / "requests.toml").read_text("utf-8")).items():
        made = make(request)
        (folder / f"{name}.json").write_text(design_text(replace(made.circuit.design, firmware=())), "utf-8")
        print(f"{name}: {made.design.title}, {len(made.bom)} parts, {len(made.report.errors())} errors")


if __name__ == "__main__":
    main()
