"""A shelf in a fresh store."""

from __future__ import annotations

import pytest

from ohm_core.project.shelf import Shelf
from ohm_core.store.database import open_store


@pytest.fixture
def shelf(tmp_path) -> Shelf:
    db = open_store(tmp_path)
    yield Shelf(db, "ann")
    db.close()
