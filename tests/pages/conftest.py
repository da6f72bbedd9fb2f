"""The pages run by Streamlit's own tester, over a workshop in a fresh home with the stand-in planner."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ohm_core.agents.tools import designing
from ohm_core.server.here import workshop
from tests.agents.conftest import plan

FRAME = Path(__file__).parents[2] / "pages" / "_frame.py"


@pytest.fixture
def app(tmp_path, monkeypatch) -> AppTest:
    monkeypatch.setenv("OHM_HOME", str(tmp_path))
    monkeypatch.setattr(designing, "make", plan)
    yield AppTest.from_file(str(FRAME), default_timeout=60)
    workshop().turns.halt()
    workshop().store.close()
