"""A workshop in a fresh store, whose designs are made by a stand-in for understanding and planning (those have tests of
their own): any text becomes the red LED, with a button when the words name one."""

from __future__ import annotations

from typing import Any

import pytest

from ohm_core.agents.tools import designing
from ohm_core.design.wishes import Requirements
from ohm_core.workshop import Workshop
from tests.project.samples import prototype, with_button


def plan(text: str, **options: Any) -> Any:
    for step in ("understand", "parts", "check"):
        options["progress"](step)
    made = with_button() if "button" in text else prototype()
    return made.from_design(made.design.with_(requirements=Requirements(text)), currency=options.get("currency", "USD"))


@pytest.fixture
def shop(tmp_path, monkeypatch) -> Workshop:
    monkeypatch.setattr(designing, "make", plan)
    made = Workshop(tmp_path)
    yield made
    made.turns.halt()
    made.store.close()
