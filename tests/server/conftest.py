from tests.agents.conftest import shop as shop
