"""Files beside the store, on DuckDB and PostgreSQL alike: a row and its folder are both there, or neither."""

from __future__ import annotations

import pytest

from ohm_core.errors import BadInput, OhmError
from ohm_core.store import projects, uploads
from ohm_core.store.ids import now
from ohm_core.store.rows import Upload


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    """Where a PostgreSQL store keeps its files."""
    monkeypatch.setenv("OHM_HOME", str(tmp_path))


def come(db, project_id: str, name: str = "a.bin", data: bytes = b"abc") -> tuple[Upload, object]:
    upload_id, folder = uploads.fresh(db)
    (folder / uploads.ORIGINAL).write_bytes(data)
    return Upload(upload_id, project_id, name, "text", "text/plain", len(data), "0" * 64, now(), {"pages": 3}), folder


def kept(db, owner: str, project_id: str, name: str = "a.bin") -> Upload:
    return uploads.keep(db, owner, *come(db, project_id, name))


def test_what_is_kept_is_listed_with_its_bytes_oldest_first(db):
    project = projects.create(db, "ann", "P")
    first, second = kept(db, "ann", project.id, "1"), kept(db, "ann", project.id, "2")
    assert uploads.listed(db, "ann", project.id) == [first, second] and uploads.path_of(db, first).read_bytes() == b"abc"
    assert uploads.some(db, "ann", project.id, [second.id, "none", first.id]) == [second, first]


def test_a_file_of_five_gigabytes_can_be_noted(db):
    project = projects.create(db, "ann", "P")
    made, folder = come(db, project.id)
    large = Upload(**{**vars(made), "size": 5_000_000_000})
    uploads.keep(db, "ann", large, folder)
    assert uploads.get(db, "ann", project.id, large.id).size == 5_000_000_000


def test_another_owner_neither_sees_nor_deletes_it(db):
    project = projects.create(db, "ann", "P")
    mine = kept(db, "ann", project.id)
    assert uploads.listed(db, "bob", project.id) == []
    with pytest.raises(BadInput):
        uploads.get(db, "bob", project.id, mine.id)
    uploads.delete(db, "bob", mine)
    assert uploads.get(db, "ann", project.id, mine.id) == mine and uploads.path_of(db, mine).exists()


def test_deleting_takes_the_bytes_and_leaves_a_marked_row(db):
    project = projects.create(db, "ann", "P")
    mine = kept(db, "ann", project.id)
    uploads.delete(db, "ann", mine)
    assert uploads.listed(db, "ann", project.id) == [] and not uploads.path_of(db, mine).parent.exists()


def test_a_row_that_cannot_be_written_leaves_no_folder(db):
    project = projects.create(db, "ann", "P")
    mine = kept(db, "ann", project.id)
    again, folder = come(db, project.id)
    twice = Upload(**{**vars(again), "id": mine.id})
    (db.home / uploads.FOLDER / mine.id).rename(db.home / uploads.FOLDER / "aside")
    with pytest.raises(OhmError):
        uploads.keep(db, "ann", twice, folder)
    assert sorted(p.name for p in (db.home / uploads.FOLDER).iterdir()) == ["aside"]
