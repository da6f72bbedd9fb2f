"""Pictures from anywhere: no chunk, frame or size of theirs takes more than its share."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image

from ohm_core.errors import BadInput
from ohm_core.photo.picture import FOR_MODEL, THUMB, Size, prepared
from tests.project import files


def with_chunk(kind: bytes, body: bytes) -> bytes:
    """A PNG with one more chunk behind its header."""
    whole = files.photo(form="PNG")
    return whole[:33] + struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) + whole[33:]


@pytest.mark.parametrize("data", [with_chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(100_000_000), 9)), with_chunk(b"iCCP", b"a\0\0" + zlib.compress(bytes(100_000_000), 9))])
def test_what_is_packed_beside_the_picture_is_not_unpacked_without_end(tmp_path, data):
    (tmp_path / "x").write_bytes(data)
    with pytest.raises(BadInput) as error:
        prepared(tmp_path / "x", tmp_path, "x.png")
    assert error.value.kind == "bad_picture" and not (tmp_path / FOR_MODEL).exists()


def test_of_many_frames_the_first_counts(tmp_path):
    out = io.BytesIO()
    Image.new("L", (40, 30)).save(out, "TIFF", save_all=True, append_images=[Image.new("L", (40, 30))] * 500)
    (tmp_path / "x").write_bytes(out.getvalue())
    assert prepared(tmp_path / "x", tmp_path, "x.tif") == Size(40, 30)


def test_what_only_looks_like_a_picture_starts_no_other_program(tmp_path):
    (tmp_path / "x").write_bytes(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\nshowpage\n")
    with pytest.raises(BadInput):
        prepared(tmp_path / "x", tmp_path, "x.eps")


def test_a_small_picture_is_not_made_larger(tmp_path):
    (tmp_path / "x").write_bytes(files.photo(100, 50))
    prepared(tmp_path / "x", tmp_path, "x.jpg")
    for name in (FOR_MODEL, THUMB):
        with Image.open(tmp_path / name) as seen:
            assert seen.size == (100, 50)
