"""docs/rules.md is made from the rules, and up to date."""

from __future__ import annotations

import runpy
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_of_rules_is_what_the_rules_say_today() -> None:
    script = runpy.run_path(str(ROOT / "scripts" / "write_rules_doc.py"))
    assert (ROOT / "docs" / "rules.md").read_text(encoding="utf-8") == script["text"](), "run scripts/write_rules_doc.py"
