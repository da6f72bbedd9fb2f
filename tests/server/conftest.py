import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from ohm_core.server import limits
from ohm_core.server.routes import routes
from tests.agents.conftest import shop as shop


@pytest.fixture(autouse=True)
def fresh_minute(monkeypatch):
    """Every test has a minute of its own."""
    limits._window.cache_clear()
    monkeypatch.delenv("OHM_RATE", raising=False)


@pytest.fixture
def client(shop) -> TestClient:
    """A program on this machine."""
    return TestClient(Starlette(routes=routes(lambda: shop)), base_url="http://127.0.0.1:8501", raise_server_exceptions=False, client=("127.0.0.1", 50000))
