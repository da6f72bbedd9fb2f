"""Electrical rules over a resolved circuit, one a file. Each names its source; what a missing fact hides is said, never guessed."""

from __future__ import annotations

from ohm_core.rules.run import RULES, check

__all__ = ["RULES", "check"]
