"""The command `ohm`: parses words, calls the rooms, prints for people or as one JSON document. It decides nothing itself."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; the exit code of the contract. With --json stdout holds exactly one JSON document."""
    from ohm_core.cli.app import run

    code = run(list(sys.argv[1:] if argv is None else argv))
    sys.stdout.flush()
    if argv is None:
        raise SystemExit(code)
    return code
