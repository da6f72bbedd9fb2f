"""Files sent to a project: what they are is found from their bytes, limits hold while they come, and nothing of a refused one stays."""

from __future__ import annotations

import io
import shutil

import pytest
from PIL import Image

from ohm_core.errors import BadInput, Locked
from ohm_core.photo.picture import FOR_MODEL, THUMB
from ohm_core.project import kinds, uploads
from ohm_core.project.shelf import Shelf
from ohm_core.store import uploads as rows
from ohm_core.store.database import open_store
from tests.project import files


@pytest.fixture
def shelf(tmp_path):
    db = open_store(tmp_path)
    yield Shelf(db, "ann")
    db.close()


@pytest.fixture
def project(shelf):
    return shelf.create("Lamp")


def left(shelf) -> list[str]:
    root = shelf.db.home / "uploads"
    return sorted(p.name for p in root.iterdir()) if root.exists() else []


@pytest.mark.parametrize(("name", "data", "kind", "media_type"), [
    ("a.txt", files.photo(), "photo", "image/jpeg"), ("a", files.photo(form="PNG"), "photo", "image/png"), ("a.jpg", files.photo(form="WEBP"), "photo", "image/webp"),
    ("a", files.photo(form="BMP"), "photo", "image/bmp"), ("a", files.photo(form="TIFF"), "photo", "image/tiff"), ("a", files.photo(form="GIF"), "photo", "image/gif"),
    ("a.png", files.pdf("Hello"), "pdf", "application/pdf"), ("mine.pdf", files.OWNED, "table", "text/csv"), ("a", "part;quantity\nBME280;2\n".encode("utf-16"), "table", "text/csv"),
    ("BM.csv", b"BMP280,count\nx,1\n", "table", "text/csv"), ("x.csv", files.DIAGRAM, "circuit", "application/json"), ("blink.ino", b"void setup() {}\nvoid loop() {}\n", "code", "text/x-c++"),
    ("note.md", b"Here is, what I think.\nIt is good.\n", "text", "text/plain")])
def test_what_a_file_is_is_found_from_its_bytes(shelf, project, name, data, kind, media_type):
    kept = uploads.receive(shelf, project, name, [data])
    assert (kept.kind, kept.media_type, kept.size, kept.name) == (kind, media_type, len(data), name)
    assert uploads.content(shelf, kept) == data and uploads.listed(shelf, project) == [kept]


@pytest.mark.parametrize(("name", "data", "kind", "word"), [
    ("bomb.png", files.bomb(), "too_large", "50 megapixels"), ("half.jpg", files.photo()[:2000], "bad_picture", "broken"), ("x.jpg", b"\xff\xd8\xff" + b"\0" * 9000, "bad_picture", "picture"),
    ("x.pdf", b"%PDF-1.7\nnothing of a PDF", "bad_pdf", "no PDF"), ("x.zip", b"PK\x03\x04" + b"\0" * 100, "unknown_kind", "zip"), ("x.exe", b"MZ\0\0\x90", "unknown_kind", "kind of file"),
    ("x.heic", b"\0\0\0\x18ftypheic", "unknown_kind", "JPEG"), ("x.mp4", b"\0\0\0\x18ftypisom", "unknown_kind", "film"), ("x", b"", "empty_file", "empty"), ("x.txt", b" \n ", "unknown_kind", "empty"),
    ("big.ino", b"int x;\n" * 300_000, "too_large", "limit for code"), ("big.csv", b"part,quantity\n" + b"led,1\n" * 3_400_000, "too_large", "20 MB"), ("big.jpg", files.photo() + b"\0" * 25_000_000, "too_large", "25 MB")])
def test_a_hostile_broken_or_large_file_is_refused_in_one_sentence_and_leaves_nothing(shelf, project, name, data, kind, word):
    with pytest.raises(BadInput) as error:
        uploads.receive(shelf, project, name, (data[i:i + 65_536] for i in range(0, max(len(data), 1), 65_536)))
    assert error.value.kind == kind and word in error.value.message and "\n" not in error.value.message
    assert left(shelf) == [] and uploads.listed(shelf, project) == []


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b.jpg", "C:\\x.png", "..", "", "a\0b", "a\nb.png", "x" * 121])
def test_a_name_that_is_a_path_or_none_is_refused(shelf, project, name):
    with pytest.raises(BadInput) as error:
        uploads.receive(shelf, project, name, [files.OWNED])
    assert error.value.kind == "bad_name" and left(shelf) == []


def test_a_file_over_its_limit_is_refused_before_the_rest_has_come(shelf, project):
    taken = 0

    def endless():
        nonlocal taken
        yield files.photo()
        while True:
            taken += 1
            yield b"\0" * 1_000_000

    with pytest.raises(BadInput):
        uploads.receive(shelf, project, "x.jpg", endless())
    assert taken == 25 and left(shelf) == []


def test_a_photo_is_turned_upright_made_small_and_loses_its_metadata(shelf, project):
    kept = uploads.receive(shelf, project, "p.jpg", [files.photo(3000, 2000, orientation=6)])  # to be turned right: what is left comes up
    assert kept.facts == {"width": 2000, "height": 3000}
    for copy, side in ((FOR_MODEL, 1568), (THUMB, 480)):
        data = uploads.content(shelf, kept, copy)
        with Image.open(io.BytesIO(data)) as seen:
            assert seen.format == "JPEG" and max(seen.size) == side and seen.height > seen.width and not seen.getexif()
            assert seen.getpixel((seen.width // 2, 5))[0] > 150 and seen.getpixel((seen.width // 2, seen.height - 5))[2] > 150
        assert b"SecretCam" not in data


def test_transparency_becomes_white_and_many_bits_become_eight(shelf, project):
    clear, deep = io.BytesIO(), io.BytesIO()
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(clear, "PNG")
    Image.new("I;16", (50, 50), 40_000).save(deep, "PNG")
    kept = uploads.receive(shelf, project, "a.png", [clear.getvalue()])
    with Image.open(io.BytesIO(uploads.content(shelf, kept, THUMB))) as seen:
        assert min(seen.getpixel((25, 25))) > 250
    uploads.receive(shelf, project, "b.png", [deep.getvalue()])


def test_the_pages_of_a_pdf_are_counted_and_more_than_two_thousand_refused(shelf, project):
    assert uploads.receive(shelf, project, "a.pdf", [files.pdf(*("page",) * 3)]).facts == {"pages": 3}
    assert uploads.receive(shelf, project, "b.pdf", [files.pdf(*("",) * 2000)]).facts == {"pages": 2000}
    with pytest.raises(BadInput) as error:
        uploads.receive(shelf, project, "c.pdf", [files.pdf(*("",) * 2001)])
    assert error.value.kind == "too_large" and "2,000 pages" in error.value.message


def test_a_locked_project_takes_no_file_and_gives_none_away(shelf, project):
    kept = uploads.receive(shelf, project, "a.csv", [files.OWNED])
    shelf.lock(project)
    for act in (lambda: uploads.receive(shelf, project, "b.csv", [files.OWNED]), lambda: uploads.delete(shelf, project, kept.id)):
        with pytest.raises(Locked):
            act()
    assert uploads.listed(shelf, project) == [kept] and left(shelf) == [kept.id]


def test_a_deleted_file_is_gone_from_list_and_disk(shelf, project):
    kept = uploads.receive(shelf, project, "a.csv", [files.OWNED])
    uploads.delete(shelf, project, kept.id)
    assert uploads.listed(shelf, project) == [] and left(shelf) == []
    with pytest.raises(BadInput) as error:
        uploads.delete(shelf, project, kept.id)
    assert error.value.kind == "unknown_upload"


def test_another_owner_and_another_project_have_no_such_file(shelf, project):
    kept, other = uploads.receive(shelf, project, "a.csv", [files.OWNED]), Shelf(shelf.db, "bob")
    theirs, second = other.create("Theirs"), shelf.create("Second")
    for act in (lambda: uploads.get(other, project, kept.id), lambda: uploads.get(other, theirs, kept.id), lambda: uploads.get(shelf, second, kept.id), lambda: uploads.chosen(shelf, second, [kept.id])):
        with pytest.raises(BadInput):
            act()


def test_what_a_dead_process_left_is_taken_away_after_a_day(shelf, project, monkeypatch):
    _, old = rows.fresh(shelf.db)
    monkeypatch.setattr(rows, "LEFT_AFTER_S", -1)
    kept = uploads.receive(shelf, project, "a.csv", [files.OWNED])
    assert not old.exists() and left(shelf) == [kept.id]


def test_a_file_whose_bytes_are_gone_is_one_sentence(shelf, project):
    kept = uploads.receive(shelf, project, "a.csv", [files.OWNED])
    shutil.rmtree(shelf.db.home / "uploads" / kept.id)
    with pytest.raises(BadInput) as error:
        uploads.content(shelf, kept)
    assert error.value.kind == "unknown_upload"


def test_the_limits_are_those_of_the_contract():
    assert (kinds.at_first(files.photo(), "x").most, kinds.at_first(b"%PDF-1.4", "x").most, kinds.TABLE.most) == (25_000_000, 100_000_000, 20_000_000)
