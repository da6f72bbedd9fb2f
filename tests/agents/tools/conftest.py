"""A shelf in a fresh store, and a project with a red LED on an Uno."""

from __future__ import annotations

import pytest

from ohm_core.project import history
from ohm_core.project.shelf import Shelf
from ohm_core.store.database import open_store
from ohm_core.store.rows import Project
from tests.project import samples


@pytest.fixture
def shelf(tmp_path) -> Shelf:
    db = open_store(tmp_path)
    yield Shelf(db, "ann")
    db.close()


@pytest.fixture
def blinker(shelf) -> Project:
    project = shelf.create("Blinker")
    history.save(shelf, project, samples.prototype())
    return project
