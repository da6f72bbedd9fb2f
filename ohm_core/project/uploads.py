"""The files of a project: taken in piece by piece within their limits, looked at, kept, taken away.

    with incoming(shelf, project, "board.jpg") as file:
        for piece in pieces:
            file.write(piece)
        kept = file.done()

Left without `done`, or by an error, nothing of it stays.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ohm_core.datasheet import pages
from ohm_core.errors import BadInput
from ohm_core.photo import picture
from ohm_core.project import kinds
from ohm_core.project.kinds import Kind
from ohm_core.project.shelf import Shelf
from ohm_core.store import uploads as rows
from ohm_core.store.ids import now
from ohm_core.store.rows import Project, Upload

LONGEST_NAME = 120
MOST_AT_ONCE = 8  # files of one message


@dataclass
class Incoming:
    """A file while it comes. `write` raises BadInput as soon as it is known that it will not be taken."""

    shelf: Shelf
    project: Project
    name: str
    id: str
    folder: Path
    kind: Kind | None = None
    size: int = 0
    _head: bytes = b""
    _sum: Any = field(default_factory=hashlib.sha256)

    def write(self, piece: bytes) -> None:
        """The next bytes. Raises BadInput over the limit of its kind (too_large), for what is no kind of file OHM takes, on a full disk."""
        self.size += len(piece)
        if self.kind is None:
            self._head += piece
            if len(self._head) < kinds.HEAD:
                return
            piece, self.kind = self._head, kinds.at_first(self._head, self.name)
        if self.size > self.kind.most:
            raise BadInput(f"{self.name} is over {self.kind.most // kinds.MEGA} MB, the limit for a {WORDS[self.kind.name]}.", self.name, "too_large")
        self._put(piece)

    def _put(self, piece: bytes) -> None:
        self._sum.update(piece)
        try:
            with open(self.folder / rows.ORIGINAL, "ab") as out:
                out.write(piece)
        except OSError as error:
            full = error.errno in (errno.ENOSPC, errno.EDQUOT)
            raise BadInput("The disk is full; free some space and send the file again." if full else f"The file cannot be kept: {error.strerror}.", self.name, "disk_full" if full else "not_allowed") from None

    def done(self) -> Upload:
        """The file, kept. Raises BadInput for what turns out broken, too large or of no kind; Locked where the project was locked meanwhile."""
        if self.kind is None:
            self.kind = kinds.at_first(self._head, self.name)
            self._put(self._head)
        source = self.folder / rows.ORIGINAL
        kind = kinds.at_last(source, self.kind, self.name)
        facts = seen(source, self.folder, kind, self.name)
        with open(source, "rb") as written:
            os.fsync(written.fileno())
        self.shelf.writable(self.project)
        made = Upload(self.id, self.project.id, self.name, kind.name, kind.media_type, self.size, self._sum.hexdigest(), now(), facts)
        return rows.keep(self.shelf.db, self.shelf.owner, made, self.folder)


WORDS = {"photo": "photo", "pdf": "PDF", "table": "CSV table"}


@contextmanager
def incoming(shelf: Shelf, project: Project, name: str) -> Iterator[Incoming]:
    """A file that is about to come. Raises Locked, BadInput for a name that is none."""
    project, plain = shelf.writable(project), clean_name(name)
    upload_id, folder = rows.fresh(shelf.db)
    try:
        yield Incoming(shelf, project, plain, upload_id, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)  # kept files have left it


def receive(shelf: Shelf, project: Project, name: str, pieces: Iterable[bytes]) -> Upload:
    """The file kept in the project. Raises as `Incoming` does."""
    with incoming(shelf, project, name) as file:
        for piece in pieces:
            file.write(piece)
        return file.done()


def seen(source: Path, folder: Path, kind: Kind, name: str) -> dict[str, Any]:
    """What is looked at on arrival: a photo is decoded and small copies are made, a PDF's pages are counted. Raises BadInput."""
    if kind.name == "photo":
        size = picture.prepared(source, folder, name)
        return {"width": size.width, "height": size.height}
    return {"pages": pages.count(source, name)} if kind.name == "pdf" else {}


def listed(shelf: Shelf, project: Project) -> list[Upload]:
    """The files of a project, the oldest first."""
    return rows.listed(shelf.db, shelf.owner, shelf.get(project.id).id)


def get(shelf: Shelf, project: Project, upload_id: str) -> Upload:
    """One of them. Raises BadInput."""
    return rows.get(shelf.db, shelf.owner, shelf.get(project.id).id, upload_id)


def delete(shelf: Shelf, project: Project, upload_id: str) -> Upload:
    """Takes a file away for good. Raises Locked, BadInput."""
    found = rows.get(shelf.db, shelf.owner, shelf.writable(project).id, upload_id)
    rows.delete(shelf.db, shelf.owner, found)
    return found


def chosen(shelf: Shelf, project: Project, ids: Iterable[str]) -> tuple[Upload, ...]:
    """The files that a message names by id, each once. Raises BadInput for one that is not there, or too many."""
    wanted = list(dict.fromkeys(ids))
    if len(wanted) > MOST_AT_ONCE:
        raise BadInput(f"A message takes {MOST_AT_ONCE} files at most; send the others with the next one.", "attachments", "too_many_files")
    return tuple(rows.get(shelf.db, shelf.owner, project.id, i) for i in wanted)


def content(shelf: Shelf, upload: Upload, copy: str = rows.ORIGINAL) -> bytes:
    """The bytes of a file, or of a copy made of it. Raises BadInput where somebody took them from the disk."""
    try:
        return rows.path_of(shelf.db, upload, copy).read_bytes()
    except OSError:
        raise BadInput(f"{upload.name} is no longer there; send it again.", upload.name, "unknown_upload") from None


def clean_name(name: str) -> str:
    """A file's name as it is shown. Raises BadInput for none, a path, control characters or one that is too long."""
    plain = name.strip()
    if not plain or plain in (".", "..") or any(c in plain for c in "/\\") or not plain.isprintable():
        raise BadInput(f"{plain[:40]!r} is no name of a file; send it with a plain name, without folders.", "filename", "bad_name")
    if len(plain) > LONGEST_NAME:
        raise BadInput(f"The file's name has {len(plain)} characters; the limit is {LONGEST_NAME}.", "filename", "bad_name")
    return plain
