"""A gateway to the fault server, with short times and keys of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.llm.asking import IMPATIENT, Asked, K
from tests.llm.fault_server import FaultServer


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with FaultServer() as started:
        yield started


@pytest.fixture
def asked(server: FaultServer) -> Asked:
    """Two keys at one OpenAI-compatible address."""
    return Asked(server, {"OHM_OPENAI_BASE": server.url, "OHM_KEYS_COMPATIBLE": f"{K[0]},{K[1]}"})


@pytest.fixture
def impatient(server: FaultServer) -> Asked:
    """The same, with a short patience for silence."""
    return Asked(server, {"OHM_OPENAI_BASE": server.url, "OHM_KEYS_COMPATIBLE": f"{K[0]},{K[1]}"}, IMPATIENT)
