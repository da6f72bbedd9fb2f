"""The one workshop of this process, shared by the pages and the HTTP routes."""

from __future__ import annotations

import os
from functools import cache

from ohm_core.workshop import Workshop


def workshop() -> Workshop:
    """The workshop of OHM_HOME as it is set now."""
    return _workshop(os.environ.get("OHM_HOME", ""))


@cache
def _workshop(home: str) -> Workshop:
    return Workshop(home or None)
