"""Files that people send to a project: a row each, and a folder with the bytes under `uploads/` of the store's home.

A folder is filled under another name first and gets its own when all of it is on disk; the row comes last. A row without its
folder, or half a file, therefore does not exist. What is in a file is decided elsewhere (`project/uploads.py`).
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from sqlalchemy import insert, select, update

from ohm_core.errors import BadInput, OhmError
from ohm_core.store.database import Database
from ohm_core.store.ids import new_id, now
from ohm_core.store.rows import Upload, read_row
from ohm_core.store.tables import uploads

FOLDER, COMING = "uploads", ".coming-"
ORIGINAL = "original"
LEFT_AFTER_S = 86_400  # a folder that nobody finished within a day belongs to a process that died


def fresh(db: Database) -> tuple[str, Path]:
    """The id of a file that is about to come, and a new empty folder for it. Takes away what dead processes left.

    Raises BadInput where the folder cannot be made."""
    upload_id, root = new_id(), db.home / FOLDER
    try:
        root.mkdir(parents=True, exist_ok=True)
        for old in root.glob(f"{COMING}*"):
            if time.time() - old.stat().st_mtime > LEFT_AFTER_S:
                shutil.rmtree(old, ignore_errors=True)
        coming = root / f"{COMING}{upload_id}"
        coming.mkdir(mode=0o700)
    except OSError as error:
        raise BadInput(f"The file cannot be kept under {root}: {error.strerror}.", "OHM_HOME", "not_allowed") from None
    return upload_id, coming


def keep(db: Database, owner: str, upload: Upload, coming: Path) -> Upload:
    """The file as it is kept from now on; COMING is the folder of `fresh`, filled."""
    place = _place(db, upload.id)
    os.replace(coming, place)
    try:
        with db.write() as write:
            write.execute(insert(uploads).values(owner=owner, **asdict(upload)))
    except OhmError:
        shutil.rmtree(place, ignore_errors=True)
        raise
    return upload


def listed(db: Database, owner: str, project_id: str) -> list[Upload]:
    """The files of a project, the oldest first."""
    wanted = select(uploads).where(uploads.c.project_id == project_id, uploads.c.owner == owner, uploads.c.deleted_at.is_(None)).order_by(uploads.c.id)
    with db.read() as read:
        return [read_row(Upload, r) for r in read.execute(wanted).mappings()]


def some(db: Database, owner: str, project_id: str, ids: Iterable[str]) -> list[Upload]:
    """Those of IDS that are still there, in the order of IDS."""
    wanted = list(ids)
    found = {u.id: u for u in listed(db, owner, project_id)} if wanted else {}
    return [found[i] for i in wanted if i in found]


def get(db: Database, owner: str, project_id: str, upload_id: str) -> Upload:
    """One file of the project. Raises BadInput when there is none such."""
    found = some(db, owner, project_id, [upload_id])
    if not found:
        raise BadInput(f"The project has no file '{upload_id[:60]}'.", "upload", "unknown_upload")
    return found[0]


def delete(db: Database, owner: str, upload: Upload) -> None:
    """Takes the bytes away; the row stays, marked. Nothing happens to another owner's."""
    if not some(db, owner, upload.project_id, [upload.id]):
        return
    with db.write() as write:
        write.execute(update(uploads).where(uploads.c.id == upload.id, uploads.c.owner == owner).values(deleted_at=now()))
    shutil.rmtree(_place(db, upload.id), ignore_errors=True)


def path_of(db: Database, upload: Upload, name: str = ORIGINAL) -> Path:
    """Where a file's bytes are, or one of what was made of it. For this machine's own use: no model and no page is told."""
    return _place(db, upload.id) / name


def _place(db: Database, upload_id: str) -> Path:
    return db.home / FOLDER / upload_id
