"""What a request's words make the device do, request by request."""

from __future__ import annotations

from pathlib import Path

import pytest

from ohm_core.catalogue.catalogue import Catalogue
from tests.understand.plainly import plain, read


def requests() -> list[tuple[str, list[str]]]:
    """(request, its behaviours) of the table beside this file."""
    found: list[tuple[str, list[str]]] = []
    for line in (Path(__file__).parent / "behaviours.txt").read_text("utf-8").splitlines():
        if line.startswith("    "):
            found[-1][1].append(line.strip())
        elif line and not line.startswith("#"):
            found.append((line, []))
    return found


@pytest.mark.parametrize(("request_", "want"), requests())
def test_a_request_s_behaviours_are_what_it_says(request_: str, want: list[str], catalogue: Catalogue) -> None:
    assert plain(request_, catalogue) == want
    assert not read(request_, catalogue).unserved


@pytest.mark.parametrize("request_", [r for r, _ in requests()][::4])
def test_a_request_said_twice_does_nothing_twice(request_: str, catalogue: Catalogue) -> None:
    once = set(plain(request_, catalogue))
    assert len(plain(f"{request_} {request_}", catalogue)) <= len(once) + 1 and once <= set(plain(f"{request_} {request_}", catalogue))
